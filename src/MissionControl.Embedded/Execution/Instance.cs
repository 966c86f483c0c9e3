using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Execution;

/// <summary>
/// An instance with messages or live code. It takes one turn at a time, and the next one only when the last is on disk.
/// Loaded by its first turn; it can be forgotten whenever nothing is on its way.
/// </summary>
internal sealed class Instance(TaskHub hub, string id) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private HashSet<(int Generation, long TaskId)>? _inFlight;
    private List<Message>? _held;
    private List<Message> _mailbox = new(1);
    private Phase _phase;
    private CancellationTokenSource? _cancellation;

    private enum Phase
    {
        Idle,
        Busy,
        Gone,
    }

    public string Id { get; } = id;

    public InstanceRow? Row { get; set; }

    /// <summary>Where its history ends on disk; null in a hub that seals nothing.</summary>
    public HistoryTail? Tail { get; set; }

    public ExecutionState? State { get; set; }

    public Coroutine? Live { get; set; }

    /// <summary>Set while its turns fail the runtime.</summary>
    public TurnTrouble? Trouble { get; set; }

    /// <summary>Messages that a stopped instance cannot take, or that wait for another try.</summary>
    public List<Message> Held => _held ??= [];

    /// <summary>Changes whenever it falls idle.</summary>
    public long IdleStamp { get; private set; }

    /// <summary>No activity may start: suspended, stopped or ended.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>False when the instance is gone and another object must take the message.</summary>
    public bool TryPost(Message message)
    {
        var result = Post(message);
        if (result == PostResult.TurnDue)
        {
            hub.Busy.Enter();
            hub.Queue(this);
        }

        return result != PostResult.Gone;
    }

    public PostResult Post(Message message)
    {
        lock (_gate)
        {
            if (_phase == Phase.Gone)
            {
                return PostResult.Gone;
            }

            _mailbox.Add(message);
            if (_phase == Phase.Busy)
            {
                return PostResult.Waits;
            }

            _phase = Phase.Busy;
            Wake();
            return PostResult.TurnDue;
        }
    }

    public void Execute()
    {
        var messages = TakeMessages();
        if (hub.IsStopped)
        {
            messages.ForEach(hub.Refuse);
            hub.Busy.Exit();
            return;
        }

        if (new Turn(hub, this).Take(messages) is { } commit)
        {
            hub.Committer.Submit(commit);
        }
        else
        {
            FinishTurn();
        }
    }

    /// <summary>The turn is over and what it decided is on its way: the next turn, or rest.</summary>
    public void FinishTurn()
    {
        bool ended;
        long stamp;
        lock (_gate)
        {
            ended = (Row is null || Row.IsFinal) && Trouble is not { Until: not null };
            if (!ended && (_mailbox.Count > 0 || State is { HasBegun: false }))
            {
                hub.Queue(this);
                return;
            }

            _phase = ended ? Phase.Gone : Phase.Idle;
            IdleStamp = stamp = hub.NextStamp();
        }

        if (ended)
        {
            hub.Forget(this, TakeMessages());
        }
        else
        {
            hub.Rest(this, stamp);
        }

        hub.Busy.Exit();
    }

    /// <summary>Gives up what can be rebuilt from the history, unless it has woken since the stamp.</summary>
    public Eviction TryEvict(long stamp)
    {
        lock (_gate)
        {
            if (IdleStamp != stamp)
            {
                return Eviction.Woken;
            }

            IdleStamp = 0;
            if (_held?.Count > 0)
            {
                return Eviction.Kept;
            }

            Live = null;
            State = null;
            Row = null;
            if (_inFlight?.Count > 0)
            {
                return Eviction.Kept;
            }

            _phase = Phase.Gone;
            return Eviction.Gone;
        }
    }

    /// <summary>False when the activity is in flight already.</summary>
    public bool TakeOff(int generation, long taskId)
    {
        lock (_gate)
        {
            return (_inFlight ??= []).Add((generation, taskId));
        }
    }

    public void Landed(int generation, long taskId)
    {
        lock (_gate)
        {
            _inFlight?.Remove((generation, taskId));
        }
    }

    /// <summary>Its answer is here: the activity must not start again when the instance is loaded.</summary>
    public void StayInFlight(Message message)
    {
        if (message.AnsweredActivity is { } taskId)
        {
            TakeOff(message.Generation ?? 0, taskId);
        }
    }

    /// <summary>Activities were asked for and their answers not taken yet.</summary>
    public bool IsInFlight
    {
        get
        {
            lock (_gate)
            {
                return _inFlight?.Count > 0;
            }
        }
    }

    public CancellationToken ActivityToken()
    {
        lock (_gate)
        {
            return (_cancellation ??= new CancellationTokenSource()).Token;
        }
    }

    public void CancelActivities()
    {
        CancellationTokenSource cancellation;
        lock (_gate)
        {
            cancellation = _cancellation ??= new CancellationTokenSource();
        }

        cancellation.Cancel();
    }

    private void Wake()
    {
        if (IdleStamp != 0)
        {
            IdleStamp = 0;
            hub.Woke();
        }
    }

    private List<Message> TakeMessages()
    {
        lock (_gate)
        {
            var messages = _mailbox;
            _mailbox = new List<Message>(1);
            return messages;
        }
    }
}

internal enum Eviction
{
    /// <summary>Nothing was given up: something has happened to it.</summary>
    Woken,

    /// <summary>It stays, without what can be rebuilt: messages or activities still belong to it.</summary>
    Kept,

    /// <summary>Nothing is left, and it must not be used any more.</summary>
    Gone,
}

internal enum PostResult
{
    /// <summary>The turn on its way is followed by another one.</summary>
    Waits,

    /// <summary>The caller sees to it that a turn is taken.</summary>
    TurnDue,
    Gone,
}
