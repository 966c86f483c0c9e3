namespace MissionControl.Simulation.Schedule;

/// <summary>Runs one job at a time, on one thread, in an order that only the seed decides.</summary>
internal sealed class Scheduler(Random random, Trace trace)
{
    private readonly List<Job> _ready = [];
    private readonly PriorityQueue<Alarm, (DateTimeOffset Due, long Number)> _alarms = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public Order Order { get; set; } = Order.AsTheyCame;

    /// <summary>Jobs of that label wait until little else is left.</summary>
    public string? Starved { get; set; }

    public bool HasReady => _ready.Count > 0;

    public bool HasAlarm
    {
        get
        {
            DropDead();
            return _alarms.Count > 0;
        }
    }

    public void Add(Job job)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException($"'{job.Label}' comes from another thread: something escaped the simulation.");
        }

        if (!job.Lane.IsDead)
        {
            _ready.Add(job);
        }
    }

    public void Add(Alarm alarm) => _alarms.Enqueue(alarm, (alarm.Due, ++_number));

    public void Forget(Lane lane) => _ready.RemoveAll(job => job.Lane == lane);

    /// <summary>Moves the time to the next alarm.</summary>
    public void Advance()
    {
        DropDead();
        var due = _alarms.Peek().Due;
        Now = due > Now ? due : Now;
        while (_alarms.Count > 0 && _alarms.Peek().Due <= Now)
        {
            var alarm = _alarms.Dequeue();
            if (!alarm.IsOff)
            {
                Add(new Job(alarm.Lane, "alarm", () =>
                {
                    // It may have been taken back between becoming due and being looked at.
                    if (!alarm.IsOff)
                    {
                        alarm.Ring();
                    }
                }));
            }
        }
    }

    public void RunOne()
    {
        var index = Pick();
        var job = _ready[index];
        _ready.RemoveAt(index);
        trace.Add(Now, job.Lane.Name, job.Label);
        In(job.Lane, job.Run);
    }

    public static void In(Lane lane, Action run)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(lane);
        try
        {
            run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private int Pick()
    {
        var index = Order switch
        {
            Order.AsTheyCame => 0,
            Order.LastFirst => random.Next(4) > 0 ? _ready.Count - 1 : random.Next(_ready.Count),
            _ => random.Next(_ready.Count),
        };
        for (var tries = 0; Starved is not null && _ready[index].Label == Starved && tries < 8; tries++)
        {
            index = random.Next(_ready.Count);
        }

        return index;
    }

    private void DropDead()
    {
        while (_alarms.TryPeek(out var alarm, out _) && (alarm.IsOff || alarm.Lane.IsDead))
        {
            _alarms.Dequeue();
        }
    }
}

internal enum Order
{
    AsTheyCame,
    Random,
    LastFirst,
}
