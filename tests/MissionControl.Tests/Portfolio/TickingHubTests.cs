using MissionControl.Notifications;
using MissionControl.Portfolio;
using MissionControl.Schedules;
using MissionControl.Testing;

namespace MissionControl.Tests.Portfolio;

/// <summary>A hub on a real file whose process ticks, dies and comes back.</summary>
public sealed class TickingHubTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ticks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Triggers_OverADayOfTicksWithRestarts_FireOnceAndClearOnce(int minutesBetweenDeaths)
    {
        await using var hub = await TestHub.OpenAsync(file: Path.Combine(_folder.FullName, "test.hub"), now: Start);
        var (one, two) = (TestHub.Risk("a", "M1", Start.AddHours(2).AddMinutes(20)), TestHub.Risk("b", "M2", Start.AddHours(2).AddMinutes(20)));
        var process = new Process(hub);
        for (var minute = 0; minute < 24 * 60; minute += 5)
        {
            if (minute == 140)
            {
                await hub.RaiseAsync(one);
                await hub.RaiseAsync(two);
                await hub.WriteAsync(TestHub.Run("r1", "M1", Start.AddMinutes(130)));
            }
            else if (minute == 700)
            {
                await hub.RaiseAsync(one.Close("ann", hub.Clock.GetUtcNow(), "seen to"));
            }

            await process.AdvanceAsync(TimeSpan.FromMinutes(5));
            if (minutesBetweenDeaths > 0 && minute % minutesBetweenDeaths == 0)
            {
                await process.DisposeAsync();
                await hub.Runtime.CrashAsync();
                process = new Process(hub);
            }
        }

        await process.AdvanceAsync(TimeSpan.Zero);
        await process.DisposeAsync();
        Assert.Empty(process.Told);
        var fired = Assert.Single(await hub.Ports.Portfolio.ListTriggerHistoryAsync(10, default));
        Assert.Equal(("missions_at_risk", Start.AddMinutes(150), Start.AddMinutes(705)), (fired.TriggerType, fired.FiredAt, fired.ClearedAt!.Value));
        Assert.Equal(
            [NotificationKinds.TriggerCleared, NotificationKinds.TriggerFired],
            (await hub.Runtime.Stores.Notices.ListAsync(100, default)).Select(told => told.Kind).Where(kind => kind != NotificationKinds.RiskOpened).Order(StringComparer.Ordinal));
        var snapshots = await hub.Ports.Portfolio.ListSnapshotsAsync(null, 10, default);
        Assert.Equal(
            [(new DateOnly(2026, 8, 2), Start.AddDays(1), 1), (new DateOnly(2026, 8, 1), PortfolioRecords.EndOf(new DateOnly(2026, 8, 1)), 1)],
            snapshots.Select(snapshot => (snapshot.SnapshotDate, snapshot.ComputedAt!.Value, snapshot.CompletedRuns)));
        Assert.Equal([2, 1], (await hub.Ports.Portfolio.ListRollupsAsync(10, default)).Select(rollup => rollup.RollupDate.Day));
    }

    private sealed class Process : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly WatchedClock _clock;
        private readonly Task _running;

        public Process(TestHub hub)
        {
            _clock = new WatchedClock(hub.Clock);
            _running = new Ticker(hub.Ports.Portfolio, _clock, (_, error) => Told.Add(error.Message)).RunAsync(hub.Tick.Schedules, _stop.Token);
        }

        public List<string> Told { get; } = [];

        public Task AdvanceAsync(TimeSpan by) => _clock.AdvanceAsync(by, sleepers: 2);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
