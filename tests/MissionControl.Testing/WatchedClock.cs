namespace MissionControl.Testing;

/// <summary>A manual clock that knows how many timers wait on it, so that a test moves it on only when everybody sleeps.</summary>
/// <param name="skew">How far the clock on the wall is from what timers run by: somebody may set it. Null: not at all.</param>
public sealed class WatchedClock(ManualClock clock, Func<TimeSpan>? skew = null) : TimeProvider
{
    private int _waiting;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>Completes when so many timers wait.</summary>
    public async Task WhenAsleepAsync(int sleepers)
    {
        while (Volatile.Read(ref _waiting) < sleepers)
        {
            await Task.Yield();
        }
    }

    /// <summary>Moves the time on from one due timer to the next, and waits before each that so many sleep.</summary>
    public async Task AdvanceAsync(TimeSpan by, int sleepers)
    {
        var until = clock.GetUtcNow() + by;
        await WhenAsleepAsync(sleepers);
        while (clock.NextDue is { } due && due <= until)
        {
            clock.Advance(due - clock.GetUtcNow());
            await WhenAsleepAsync(sleepers);
        }

        clock.Advance(until - clock.GetUtcNow());
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + (skew?.Invoke() ?? TimeSpan.Zero);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this);
        timer.Inner = clock.CreateTimer(
            given =>
            {
                timer.End();
                callback(given);
            },
            state,
            dueTime,
            period);
        return timer;
    }

    private sealed class Waiting : ITimer
    {
        private readonly WatchedClock _clock;
        private int _ended;

        public Waiting(WatchedClock clock)
        {
            _clock = clock;
            Interlocked.Increment(ref clock._waiting);
        }

        public ITimer Inner { get; set; } = null!;

        public void End()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                Interlocked.Decrement(ref _clock._waiting);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner.Change(dueTime, period);

        public void Dispose()
        {
            End();
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
