namespace MissionControl.Embedded.Hub;

/// <summary>
/// The one writer of a hub: what waits while a transaction is on its way to the disk goes into the next one together.
/// Units become durable in the order of their submission.
/// </summary>
internal sealed class Committer : IDisposable
{
    private const int CommandAttempts = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly HubStore _store;
    private readonly CommitLimits _limits;
    private readonly WorkQueue? _work;
    private readonly CommitQueue _queue;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread? _thread;
    private List<CommitUnit> _batch = [];
    private bool _isInTrouble;
    private int _attempt;
    private int _commits;
    private volatile bool _stopping;
    private volatile bool _crashed;

    /// <param name="work">Null: a thread of its own, answers on the thread pool.</param>
    public Committer(HubStore store, CommitLimits limits, WorkQueue? work)
    {
        _store = store;
        _limits = limits;
        _queue = new CommitQueue(limits);
        _work = work;
        if (work is null)
        {
            _thread = new Thread(Loop) { IsBackground = true, Name = "hub committer" };
            _thread.Start();
        }
    }

    /// <summary>Hears on the committer's thread why the hub cannot be written, and null when it can again.</summary>
    public Action<string?>? Trouble { get; set; }

    /// <summary>The process counts as dead: nothing is written or answered any more.</summary>
    public bool IsCrashed => _crashed;

    public int Waiting => _queue.Count;

    public void Submit(CommitUnit unit)
    {
        if (!_queue.TryAdd(unit, out var isFirst))
        {
            unit.Failed(Stopped());
        }
        else if (isFirst)
        {
            Wake();
        }
    }

    /// <summary>
    /// For work that is large and in no hurry: at most one such unit per transaction, and none in every second one while more than
    /// <see cref="CommitLimits.Quiet"/> others wait.
    /// </summary>
    public void SubmitLater(CommitUnit unit)
    {
        if (_queue.TryAddLater(unit))
        {
            Wake();
        }
        else
        {
            unit.Failed(Stopped());
        }
    }

    /// <summary>Writes once what waits.</summary>
    /// <returns>How long to wait before the next time unless something wakes it; null when it has ended.</returns>
    public TimeSpan? Step()
    {
        if (!_crashed && _batch.Count == 0)
        {
            _batch = _queue.Take();
            _attempt = 0;
            if (_batch.Count == 0 && _isInTrouble && !_stopping)
            {
                // Whoever asks whether the hub is ready may hold all work back until it is: somebody has to try.
                _batch.Add(new Probe());
            }
        }

        if (!_crashed && _batch.Count > 0)
        {
            return Write();
        }

        if (!_crashed && (!_stopping || _queue.Count > 0))
        {
            return _stopping ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        }

        Fail(_batch, Stopped());
        Fail(_queue.End(), Stopped());
        return null;
    }

    /// <summary>Writes what was submitted and ends.</summary>
    public void Dispose()
    {
        _stopping = true;
        _queue.Close();
        Wake();
        if (_thread is not null && Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
        {
            _thread.Join();
            _wake.Dispose();
        }
    }

    /// <summary>Ends without writing what was submitted.</summary>
    public void Crash()
    {
        _crashed = true;
        Dispose();
    }

    private void Wake()
    {
        if (_work is null)
        {
            _wake.Set();
        }
        else
        {
            _work.Wake(this);
        }
    }

    private void Loop()
    {
        while (Step() is { } pause)
        {
            if (pause != TimeSpan.Zero)
            {
                _wake.WaitOne(pause);
            }
        }
    }

    private TimeSpan Write()
    {
        if (_limits.CrashBefore(_commits + 1))
        {
            _crashed = true;
            return TimeSpan.Zero;
        }

        var begun = Observation.Instruments.BeginCommit();
        try
        {
            _store.Apply(_batch);
            Observation.Instruments.Committed(begun, _batch.Count);
        }
        catch (HubUnavailableException error)
        {
            _isInTrouble = true;
            Trouble?.Invoke(error.Message);
            return Pause(error);
        }

        if (_isInTrouble)
        {
            _isInTrouble = false;
            Trouble?.Invoke(null);
        }

        _commits++;
        _crashed = _limits.CrashAfter(_commits);
        var written = _batch;
        _batch = [];
        Answer(written);
        return TimeSpan.Zero;
    }

    // The clock of the hub may stand still in tests; the pause of a real device may not.
    private TimeSpan Pause(HubUnavailableException error)
    {
        _attempt++;
        if (_attempt >= CommandAttempts)
        {
            KeepTurns(error);
            if (_stopping)
            {
                _crashed = true;
            }
        }

        return TimeSpan.FromMilliseconds(Math.Min(20 << Math.Min(_attempt, 10), LongestPause.TotalMilliseconds));
    }

    /// <summary>Commands that came meanwhile are answered too: nobody waits for a disk that does not answer.</summary>
    private void KeepTurns(HubUnavailableException error)
    {
        var commands = _batch.FindAll(unit => !unit.IsKept);
        _batch = _batch.FindAll(unit => unit.IsKept);
        Fail(commands, error);
        Fail(_queue.TakeCommands(), error);
    }

    private void Answer(List<CommitUnit> batch)
    {
        if (_crashed)
        {
            Fail(batch, Stopped());
        }
        else if (batch.Count <= _limits.AnswerInline)
        {
            Answered.Tell(batch);
        }
        else if (_work is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(new Answered(batch), preferLocal: false);
        }
        else
        {
            _work.Add(new Answered(batch));
        }
    }

    private static void Fail(List<CommitUnit> units, Exception error)
    {
        foreach (var unit in units)
        {
            unit.Failed(error);
        }
    }

    private static HubUnavailableException Stopped() => new("The runtime has stopped; whether the request took effect shows after the next start.", null);

    /// <summary>Writes what stands there already.</summary>
    private sealed class Probe : CommitUnit
    {
        public override bool IsKept => true;

        public override void Apply(HubTables tables) => tables.Life.Mark(isOpen: true);

        public override void Committed()
        {
        }

        public override void Failed(Exception error)
        {
            // Nobody waits for it.
        }
    }

    private sealed class Answered(List<CommitUnit> batch) : IThreadPoolWorkItem
    {
        public void Execute() => Tell(batch);

        public static void Tell(List<CommitUnit> batch)
        {
            foreach (var unit in batch)
            {
                if (unit.Error is { } error)
                {
                    unit.Failed(error);
                }
                else
                {
                    unit.Committed();
                }
            }
        }
    }
}
