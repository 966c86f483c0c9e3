using FsCheck;
using FsCheck.Fluent;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing;

namespace MissionControl.Tests.Portfolio;

public sealed class PortfolioTickTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 8, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tick_AtMidnight_ClosesTheDayBeforeAndLaterOnesReplaceTheirDay()
    {
        await using var hub = await TestHub.OpenAsync(now: Midnight);
        await hub.WriteAsync(TestHub.Run("r1", "M1", Midnight.AddHours(-24)), TestHub.Run("r2", "M1", Midnight.AddHours(-1)));
        await hub.WriteAsync(Intervention.OfDecision("a", Midnight.AddHours(-24).AddMinutes(5), "r1", "M1"));
        await hub.RaiseAsync(TestHub.Risk("a", "M1", Midnight.AddHours(-2), Severity.Medium));

        await hub.Tick.RunSnapshotAsync(Midnight, default);
        await hub.Tick.RunRollupAsync(Midnight, default);
        hub.Clock.Advance(TimeSpan.FromHours(2));
        await hub.WriteAsync(TestHub.Run("r3", "M1", Midnight.AddHours(1)));
        await hub.Tick.RunSnapshotAsync(Midnight.AddHours(1), default);
        await hub.Tick.RunSnapshotAsync(Midnight.AddHours(2), default);
        await hub.Tick.RunRollupAsync(Midnight.AddHours(2), default);

        var snapshots = await hub.Ports.Portfolio.ListSnapshotsAsync(null, 10, default);
        Assert.Equal(
            [(2, 3, Midnight.AddHours(2), 0L), (1, 2, PortfolioRecords.EndOf(new DateOnly(2026, 8, 1)), 1L)],
            snapshots.Select(one => (one.SnapshotDate.Day, one.CompletedRuns, one.ComputedAt!.Value, one.HumanInterventionsLast24h)));
        Assert.Equal([(2, 1), (1, 1)], (await hub.Ports.Portfolio.ListRollupsAsync(10, default)).Select(one => (one.RollupDate.Day, one.Rollup.OpenCount)));
        Assert.Equal((2, 2), ((await hub.Ports.Portfolio.ListRollupsAsync(1, default))[0].RiskIndex, (await hub.Ports.Portfolio.ListRollupsAsync(1, default))[0].OpenRiskIndex));
    }

    [Fact]
    public async Task Tick_ThatComesLate_CountsWhatWasSoAtItsTime()
    {
        await using var hub = await TestHub.OpenAsync(now: Midnight);
        var ten = Midnight.AddHours(-14);
        await hub.WriteAsync(
            TestHub.Run("before", "M1", ten.AddMinutes(-20)),
            TestHub.Run("through", "M1", ten.AddMinutes(-5), minutes: 60),
            TestHub.Run("after", "M1", ten.AddMinutes(20)),
            new MissionRun("still", "M2", ten.AddHours(-1), "running"),
            new MissionRun("started-later", "M2", ten.AddHours(1), "running"));
        await hub.WriteAsync(
            Intervention.OfDecision("a", ten.AddMinutes(-30), "before", "M1"), Intervention.OfDecision("b", ten.AddMinutes(10), "through", "M1"));
        await hub.RaiseAsync(TestHub.Risk("closed-later", "M1", ten.AddHours(-1)).Close("ann", ten.AddHours(1), "seen to"));
        await hub.RaiseAsync(TestHub.Risk("detected-later", "M2", ten.AddHours(1)));

        var snapshot = await hub.Tick.SnapshotAsync(ten, default);
        var rollup = await hub.Tick.RollupAsync(ten, default);

        Assert.Equal((2, 1, 1, 1L, ten), (snapshot.ActiveRuns, snapshot.CompletedRuns, snapshot.MissionsAtRisk, snapshot.HumanInterventionsLast24h, snapshot.ComputedAt!.Value));
        Assert.Equal((1, 1, 3), (rollup.Rollup.TotalCount, rollup.Rollup.OpenCount, rollup.OpenRiskIndex));
    }

    [Fact]
    public void Standing_OfAnyPastTimeOfARandomHistory_IsTheOneOfAllRecordsAsOfThen() => Prop.ForAll(Happening.Histories.Resize(80).ToArbitrary(), history =>
    {
        CompareAsync(history).GetAwaiter().GetResult();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Tick_OfAHubWithNothingButImportedFiles_LetsTheirLastSnapshotStand()
    {
        await using var hub = await TestHub.OpenAsync();
        await hub.ImportAsync(Repository.PathTo("data", "reference"));
        var recorded = await hub.Ports.Portfolio.ListSnapshotsAsync(null, 100, default);

        await hub.Tick.RunSnapshotAsync(TestHub.Noon, default);
        Assert.Equal(recorded, await hub.Ports.Portfolio.ListSnapshotsAsync(null, 100, default));

        await hub.WriteAsync(TestHub.Run("own-1", "motor-claims", TestHub.Noon.AddMinutes(-20)));
        await hub.Tick.RunSnapshotAsync(TestHub.Noon, default);
        Assert.Equal((recorded.Count + 1, TestHub.Noon), ((await hub.Ports.Portfolio.ListSnapshotsAsync(null, 100, default)).Count, (await hub.Ports.Portfolio.ListSnapshotsAsync(null, 1, default))[0].ComputedAt!.Value));
    }

    [Fact]
    public async Task Trigger_OfOneTick_IsTheOneThatAReportOfThatTimeShows()
    {
        await using var hub = await TestHub.OpenAsync(new PortfolioSettings { PortfolioBudgetUsd = 10, RiskEventsOpenCritical = 3 });
        await hub.RaiseAsync(TestHub.Risk("a", "M1", TestHub.Noon.AddHours(-1), Severity.Low));
        await hub.RaiseAsync(TestHub.Risk("b", "M1", TestHub.Noon.AddHours(-1)));
        await hub.RaiseAsync(TestHub.Risk("c", "M2", TestHub.Noon.AddHours(-1)));
        await hub.WriteAsync(
            TestHub.Run("r1", "M1", TestHub.Noon.AddMinutes(-20)) with { Cost = new Cost { StepsUsd = 8 } },
            new MissionRun("r2", "M1", TestHub.Noon.AddMinutes(-5), "running") { Cost = new Cost { StepsUsd = 3 } });

        await hub.Tick.RunSnapshotAsync(TestHub.Noon, default);

        var fired = await hub.Ports.Portfolio.ListTriggersAsync(default);
        Assert.Equal(["budget_exceeded 110", "missions_at_risk 2", "risk_events_open 3"], fired.Select(trigger => FormattableString.Invariant($"{trigger.TriggerType} {trigger.Value}")).Order(StringComparer.Ordinal));
        Assert.Equal(fired.OrderBy(one => one.TriggerType, StringComparer.Ordinal), (await hub.ViewAsync()).Triggers.OrderBy(one => one.TriggerType, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Evaluation_ThatComesLate_UndoesNothingThatALaterOneFound()
    {
        await using var hub = await TestHub.OpenAsync();
        var noon = TestHub.Noon;
        var (one, two) = (TestHub.Risk("a", "M1", noon.AddHours(-6)), TestHub.Risk("b", "M2", noon.AddHours(-2)));
        await hub.RaiseAsync(one);
        await hub.RaiseAsync(two);
        await TriggerEvaluation.RunAsync(hub.Ports, noon.AddHours(-1), default);

        // Of four hours ago, when one mission was at risk: the trigger fired after that and stays.
        await hub.Tick.RunRollupAsync(noon.AddHours(-4), default);
        Assert.Equal(noon.AddHours(-1), Assert.Single(await hub.Ports.Portfolio.ListTriggersAsync(default)).FiredAt);

        await hub.RaiseAsync(two.Close("ann", noon, "seen to"));
        await TriggerEvaluation.RunAsync(hub.Ports, noon, default);

        // Of an hour ago, when two were: it fired and cleared since, and is not told again.
        await hub.Tick.RunRollupAsync(noon.AddHours(-1), default);
        Assert.Empty(await hub.Ports.Portfolio.ListTriggersAsync(default));
        Assert.Single(await hub.Ports.Portfolio.ListTriggerHistoryAsync(10, default));
    }

    private static async Task CompareAsync(List<Happening> history)
    {
        await using var hub = await TestHub.OpenAsync(now: Happening.Start.AddHours(500));
        foreach (var one in history)
        {
            await (one.Kind switch
            {
                <= 3 => hub.WriteAsync(one.Run()),
                <= 7 => hub.WriteAsync(one.Log()),
                8 => hub.WriteAsync(one.Intervention()),
                _ => hub.RaiseAsync(one.Risk() is { IsOpen: false } closed ? closed with { ClosedAt = one.At.AddHours(one.Amount) } : one.Risk()),
            });
        }

        var rows = await hub.Ports.Records.ReadAsync(new TelemetryQuery(), default);
        var all = new PortfolioRecords
        {
            Runs = rows.Runs,
            TaskLogs = rows.TaskLogs,
            Interventions = rows.Interventions,
            RiskEvents = await hub.Ports.Risks.ListAllAsync(new RiskQuery(), default),
        };
        foreach (var at in new[] { 0, 30, 77.5, 200, 310.25, 440 }.Select(hours => Happening.Start.AddHours(hours)))
        {
            var standing = await PortfolioStanding.ReadAsync(hub.Ports, at, hub.Clock.GetUtcNow(), default);
            Assert.Equal(PortfolioStanding.Of(all.AsOf(at), at).Snapshot(Ledger.Missions), standing.Snapshot(Ledger.Missions));
            Assert.Equal(PortfolioStanding.Of(all.AsOf(at), at).MonthCostUsd ?? 0, standing.MonthCostUsd ?? 0);
        }
    }
}
