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
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private List<CommitUnit> _waiting = [];
    private List<CommitUnit> _next = [];
    private int _commits;
    private volatile bool _stopping;
    private volatile bool _crashed;

    public Committer(HubStore store, CommitLimits limits)
    {
        _store = store;
        _limits = limits;
        _thread = new Thread(Loop) { IsBackground = true, Name = "hub committer" };
        _thread.Start();
    }

    /// <summary>Set while the hub cannot be written: why.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>The process counts as dead: nothing is written or answered any more.</summary>
    public bool IsCrashed => _crashed;

    public void Submit(CommitUnit unit)
    {
        bool wake;
        lock (_gate)
        {
            wake = _waiting.Count == 0;
            if (!_stopping && !_crashed)
            {
                _waiting.Add(unit);
                unit = null!;
            }
        }

        if (unit is not null)
        {
            unit.Failed(Stopped());
        }
        else if (wake)
        {
            _wake.Set();
        }
    }

    /// <summary>Writes what was submitted and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
        }

        _wake.Set();
        if (Environment.CurrentManagedThreadId != _thread.ManagedThreadId)
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

    private void Loop()
    {
        while (!_crashed)
        {
            var batch = Take();
            if (batch.Count > 0)
            {
                Write(batch);
            }
            else if (_stopping)
            {
                break;
            }
            else
            {
                _wake.WaitOne();
            }
        }

        foreach (var unit in Take(all: true))
        {
            unit.Failed(Stopped());
        }
    }

    private List<CommitUnit> Take(bool all = false)
    {
        lock (_gate)
        {
            if (!all && _waiting.Count > _limits.BatchSize)
            {
                var part = _waiting.GetRange(0, _limits.BatchSize);
                _waiting.RemoveRange(0, _limits.BatchSize);
                return part;
            }

            var batch = _waiting;
            _waiting = _next;
            _next = [];
            return batch;
        }
    }

    private void Write(List<CommitUnit> batch)
    {
        for (var attempt = 1; batch.Count > 0 && !_crashed; attempt++)
        {
            if (_limits.CrashBefore(_commits + 1))
            {
                _crashed = true;
                break;
            }

            try
            {
                _store.Apply(batch);
            }
            catch (HubUnavailableException error)
            {
                Trouble = error;
                batch = KeepTurns(batch, error, attempt);
                Pause(attempt);
                continue;
            }

            Trouble = null;
            _commits++;
            _crashed = _limits.CrashAfter(_commits);
            Answer(batch);
            return;
        }

        foreach (var unit in batch)
        {
            unit.Failed(Stopped());
        }
    }

    private static List<CommitUnit> KeepTurns(List<CommitUnit> batch, HubUnavailableException error, int attempt)
    {
        if (attempt < CommandAttempts)
        {
            return batch;
        }

        foreach (var unit in batch.Where(unit => !unit.IsKept))
        {
            unit.Failed(error);
        }

        return batch.FindAll(unit => unit.IsKept);
    }

    // The clock of the hub may stand still in tests; the pause of a real device may not.
    private void Pause(int attempt)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Min(20 << Math.Min(attempt, 10), LongestPause.TotalMilliseconds));
        if (_stopping && attempt >= CommandAttempts)
        {
            _crashed = true;
        }
        else
        {
            _wake.WaitOne(pause);
        }
    }

    private void Answer(List<CommitUnit> batch)
    {
        if (_crashed)
        {
            foreach (var unit in batch)
            {
                unit.Failed(Stopped());
            }
        }
        else if (batch.Count <= _limits.AnswerInline)
        {
            Answered.Tell(batch);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(new Answered(batch), preferLocal: false);
        }
    }

    private static HubUnavailableException Stopped() => new("The runtime has stopped; whether the request took effect shows after the next start.", null);

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
