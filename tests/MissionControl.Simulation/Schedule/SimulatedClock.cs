namespace MissionControl.Simulation.Schedule;

/// <summary>The simulation's time as one lane sees it; its timers become jobs of that lane when they are due.</summary>
internal sealed class SimulatedClock(Scheduler scheduler, Lane lane) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(scheduler, lane, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(Scheduler scheduler, Lane lane, TimerCallback callback, object? state) : ITimer
    {
        private Alarm? _alarm;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
            {
                throw new NotSupportedException("Nothing in the simulation repeats.");
            }

            if (_alarm is not null)
            {
                _alarm.IsOff = true;
            }

            _alarm = null;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                scheduler.Add(_alarm = new Alarm(lane, scheduler.Now + dueTime, () => callback(state)));
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Something that becomes ready at a time.</summary>
internal sealed class Alarm(Lane lane, DateTimeOffset due, Action ring)
{
    public Lane Lane => lane;

    public DateTimeOffset Due => due;

    public Action Ring => ring;

    public bool IsOff { get; set; }
}
