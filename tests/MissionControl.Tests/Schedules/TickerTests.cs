using System.Collections.Concurrent;
using MissionControl.Runtime;
using MissionControl.Schedules;
using MissionControl.Testing;

namespace MissionControl.Tests.Schedules;

public sealed class TickerTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Schedule_OverADay_TicksAtEachOfItsTimesOnce()
    {
        await using var stage = await Stage.OpenAsync();
        await using (var process = stage.Begin())
        {
            await process.AdvanceAsync(TimeSpan.FromHours(24));
        }

        Assert.Equal(Enumerable.Range(1, 24).Select(hour => Nine.AddHours(hour)), stage.Ticks);
        Assert.Equal(Nine.AddHours(24), await stage.Store.FindTickAsync("hourly", default));
    }

    [Fact]
    public async Task FirstStart_OfAll_HasMissedNothing()
    {
        await using var stage = await Stage.OpenAsync(Nine.AddMinutes(20));
        await using (var process = stage.Begin())
        {
            await process.AdvanceAsync(TimeSpan.FromMinutes(20));
        }

        Assert.Empty(stage.Ticks);
        stage.Clock.Advance(TimeSpan.FromMinutes(30));
        await using var again = stage.Begin();
        await again.AdvanceAsync(TimeSpan.Zero);

        // It was down at ten, and knows from its first start that this was missed.
        Assert.Equal([Nine.AddHours(1)], stage.Ticks);
    }

    [Fact]
    public async Task Restart_BetweenTicks_TicksNoTimeTwiceAndNoneTooFew()
    {
        await using var stage = await Stage.OpenAsync();
        for (var i = 0; i < 9; i++)
        {
            await using var process = stage.Begin();
            await process.AdvanceAsync(TimeSpan.FromMinutes(25));
        }

        Assert.Equal([Nine.AddHours(1), Nine.AddHours(2), Nine.AddHours(3)], stage.Ticks);
    }

    [Fact]
    public async Task Ticks_ThatWereMissed_AreDoneOnceForTheLatestOfThem()
    {
        await using var stage = await Stage.OpenAsync();
        await using (var process = stage.Begin())
        {
            await process.AdvanceAsync(TimeSpan.FromHours(1));
        }

        stage.Clock.Advance(TimeSpan.FromMinutes((5 * 60) + 20));
        await using (var late = stage.Begin())
        {
            await late.AdvanceAsync(TimeSpan.FromMinutes(45));
        }

        Assert.Equal([Nine.AddHours(1), Nine.AddHours(6), Nine.AddHours(7)], stage.Ticks);
    }

    [Fact]
    public async Task Clock_ThatJumpsAhead_IsFollowedByOneTickForTheLatestTime()
    {
        await using var stage = await Stage.OpenAsync();
        await using var process = stage.Begin();
        await process.AdvanceAsync(TimeSpan.FromHours(1));

        stage.Clock.Skew = TimeSpan.FromMinutes((3 * 60) + 10);
        await process.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([Nine.AddHours(1), Nine.AddHours(4)], stage.Ticks);
    }

    [Fact]
    public async Task Clock_ThatIsSetBack_TicksAgainFromThere()
    {
        await using var stage = await Stage.OpenAsync();
        await using var process = stage.Begin();
        await process.AdvanceAsync(TimeSpan.FromHours(2));

        stage.Clock.Skew = TimeSpan.FromHours(-24);
        await process.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal([Nine.AddHours(1), Nine.AddHours(2), Nine.AddHours(-21)], stage.Ticks);
        Assert.Equal(Nine.AddHours(2), await stage.Store.FindTickAsync("hourly", default));
    }

    [Fact]
    public async Task Tick_OfAWrongClockInTheFuture_HoldsUpNothing()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.Store.SaveTickAsync("hourly", Nine.AddYears(4), default);

        await using var process = stage.Begin();
        await process.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal([Nine.AddHours(1), Nine.AddHours(2)], stage.Ticks);
    }

    [Fact]
    public async Task Tick_ThatFails_IsToldAndTriedAgainUntilItIsDone()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Fails = 3;
        await using var process = stage.Begin();

        await process.AdvanceAsync(TimeSpan.FromMinutes(62));

        Assert.Equal([Nine.AddHours(1)], stage.Ticks);
        Assert.Equal(Enumerable.Repeat("hourly: no", 3), stage.Told);
        Assert.Equal(Nine.AddHours(1), await stage.Store.FindTickAsync("hourly", default));
    }

    [Fact]
    public async Task Process_ThatEndsDuringATick_LeavesItToTheNext()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Hangs = true;
        await using (var process = stage.Begin())
        {
            await process.AdvanceAsync(TimeSpan.FromMinutes(59));
            stage.Clock.Inner.Advance(TimeSpan.FromMinutes(1));
            await stage.Begun.Task;
        }

        Assert.Empty(stage.Ticks);
        stage.Hangs = false;
        await using var next = stage.Begin();
        await next.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal([Nine.AddHours(1)], stage.Ticks);
        Assert.Empty(stage.Told);
    }

    private sealed class Stage(TestRuntime runtime, SkewedClock clock) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<DateTimeOffset> _ticks = new();
        private readonly ConcurrentQueue<string> _told = new();

        public SkewedClock Clock => clock;

        public PortfolioStore Store => runtime.Stores.Portfolio;

        public IReadOnlyCollection<DateTimeOffset> Ticks => _ticks;

        public IReadOnlyCollection<string> Told => _told;

        public int Fails { get; set; }

        public bool Hangs { get; set; }

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static async Task<Stage> OpenAsync(DateTimeOffset? start = null) =>
            new(await TestRuntime.StartAsync(new OrchestrationRegistry()), new SkewedClock(new ManualClock(start ?? Nine)));

        public Process Begin() => new(this);

        public async Task TickAsync(DateTimeOffset at, CancellationToken stop)
        {
            Begun.TrySetResult();
            if (Hangs)
            {
                await new TaskCompletionSource().Task.WaitAsync(stop);
            }

            if (Fails > 0)
            {
                Fails--;
                throw new InvalidOperationException("no");
            }

            _ticks.Enqueue(at);
        }

        public void Tell(string work, Exception error) => _told.Enqueue($"{work}: {error.Message}");

        public ValueTask DisposeAsync() => runtime.DisposeAsync();
    }

    private sealed class Process : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly WatchedClock _clock;
        private readonly Task _running;

        public Process(Stage stage)
        {
            _clock = new WatchedClock(stage.Clock.Inner, () => stage.Clock.Skew);
            _running = new Ticker(stage.Store, _clock, stage.Tell).RunAsync([new("hourly", Schedule.Parse("0 0 * * * *"), stage.TickAsync)], _stop.Token);
        }

        public Task AdvanceAsync(TimeSpan by) => _clock.AdvanceAsync(by, sleepers: 1);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }

    /// <summary>A clock that somebody sets; timers run on as they do.</summary>
    private sealed class SkewedClock(ManualClock inner)
    {
        public ManualClock Inner => inner;

        public TimeSpan Skew { get; set; }

        public void Advance(TimeSpan by) => inner.Advance(by);
    }
}
