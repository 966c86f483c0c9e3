namespace MissionControl.Embedded.Hub;

/// <summary>What waits for the disk: units in the order of their submission, and work that is in no hurry behind them.</summary>
internal sealed class CommitQueue(CommitLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<CommitUnit> _later = [];
    private List<CommitUnit> _waiting = [];
    private bool _passedOver;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _later.Count;
            }
        }
    }

    /// <returns>False when nothing is taken any more.</returns>
    /// <param name="isFirst">Nothing waited before it.</param>
    public bool TryAdd(CommitUnit unit, out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = _waiting.Count == 0;
            if (!_closed)
            {
                _waiting.Add(unit);
            }

            return !_closed;
        }
    }

    public bool TryAddLater(CommitUnit unit)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _later.Enqueue(unit);
            }

            return !_closed;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>The units of the next transaction: at most so many, and no more bytes than one may have unless its first unit alone has more.</summary>
    public List<CommitUnit> Take()
    {
        lock (_gate)
        {
            var isQuiet = _waiting.Count <= limits.Quiet;
            var portion = Portion();
            List<CommitUnit> batch;
            if (portion < _waiting.Count)
            {
                batch = _waiting.GetRange(0, portion);
                _waiting.RemoveRange(0, portion);
            }
            else
            {
                batch = _waiting;
                _waiting = [];
            }

            _passedOver = !isQuiet && !_passedOver;
            if (!_passedOver && _later.TryDequeue(out var unit))
            {
                batch.Add(unit);
            }

            return batch;
        }
    }

    /// <summary>Whatever nobody tries again for the one who waits for it.</summary>
    public List<CommitUnit> TakeCommands()
    {
        lock (_gate)
        {
            var commands = _waiting.FindAll(unit => !unit.IsKept);
            _waiting.RemoveAll(unit => !unit.IsKept);
            commands.AddRange(_later.Where(unit => !unit.IsKept));
            var kept = _later.Where(unit => unit.IsKept).ToList();
            _later.Clear();
            kept.ForEach(_later.Enqueue);
            return commands;
        }
    }

    /// <summary>Nothing is taken any more.</summary>
    /// <returns>Whatever waited.</returns>
    public List<CommitUnit> End()
    {
        lock (_gate)
        {
            _closed = true;
            List<CommitUnit> all = [.. _waiting, .. _later];
            _waiting.Clear();
            _later.Clear();
            return all;
        }
    }

    private int Portion()
    {
        var most = Math.Min(_waiting.Count, limits.BatchSize);
        var bytes = 0L;
        for (var i = 0; i < most; i++)
        {
            bytes += _waiting[i].Size;
            if (bytes > limits.BatchBytes && i > 0)
            {
                return i;
            }
        }

        return most;
    }
}
