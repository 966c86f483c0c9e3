using FsCheck;
using FsCheck.Fluent;
using MissionControl.Portfolio;
using MissionControl.Telemetry;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Portfolio;

public sealed class PortfolioHoursTests
{
    private static readonly DateTimeOffset End = Happening.Start.AddHours(441).AddMinutes(30);

    [Fact]
    public void Snapshot_FromHoursOfARandomHistory_EqualsACountOfEverythingAnew() => Prop.ForAll(Happening.Histories.Resize(120).ToArbitrary(), history =>
    {
        var ledger = new Ledger();
        for (var i = 0; i < history.Count; i++)
        {
            ledger.Take(history[i]);
            if (i % 9 == 0)
            {
                Assert.Equal(ledger.Anew(End), ledger.FromHours(End));
            }
        }

        Assert.Equal(ledger.Anew(End), ledger.FromHours(End));
        Assert.Equal(
            AgentStatistics.TallyOwn(ledger.Logs).Values.OrderBy(tally => tally.AgentId),
            ledger.AgentsFromHours(End).Values.OrderBy(tally => tally.AgentId));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_OfHoursAskedForInAnyOrder_CountEachHourOnce()
    {
        var hours = new PortfolioHours();
        for (var hour = 0; hour < 100; hour++)
        {
            hours.Put(Happening.Start.AddHours(hour), new HourTally { CompletedRuns = 1 });
        }

        Assert.Equal([100, 10, 50, 1, 100, 24], new[] { 99, 9, 49, 0, 500, 23 }.Select(hour => hours.Through(Happening.Start.AddHours(hour)).CompletedRuns));
        Assert.Equal([24, 1, 100], new[] { 24, 1, 168 }.Select(count => hours.Last(Happening.Start.AddHours(99).AddMinutes(59), count).CompletedRuns));

        hours.Put(Happening.Start.AddHours(3), new HourTally { CompletedRuns = 5 });
        Assert.Equal(104, hours.Through(Happening.Start.AddHours(99)).CompletedRuns);
    }

    [Fact]
    public void Hours_AtTheEndsOfTime_AreCounted()
    {
        var hours = new PortfolioHours();
        hours.Put(DateTimeOffset.MinValue, new HourTally { CompletedRuns = 1 });
        hours.Put(DateTimeOffset.MaxValue, new HourTally { CompletedRuns = 2 });

        Assert.Equal((3, 2, 1), (hours.Through(DateTimeOffset.MaxValue).CompletedRuns, hours.Last(DateTimeOffset.MaxValue, 24).CompletedRuns, hours.Last(DateTimeOffset.MinValue, 168).CompletedRuns));
    }

    [Theory]
    [InlineData("2026-03-09")]
    [InlineData("2026-03-10")]
    [InlineData("2026-03-11")]
    [InlineData("2026-03-12")]
    [InlineData("2026-03-13")]
    public void Snapshots_ThatAreShipped_FollowFromTheShippedRecords(string day)
    {
        var recorded = PortfolioRecords.Of(Files.ReadShipped().Set);
        var at = PortfolioRecords.EndOf(DateOnly.ParseExact(day, "yyyy-MM-dd"));
        var then = recorded.AsOf(at);
        var hours = PortfolioHours.Of(then.Runs, then.TaskLogs, then.Interventions);

        var snapshot = new SnapshotComputation(then.Missions, PortfolioCounts.Of(hours, at), [.. then.Runs.Where(run => run.IsActive)], [.. then.RiskEvents.Where(risk => risk.IsOpen)]).At(at);

        Assert.Equal(recorded.Snapshots.Single(one => one.SnapshotDate == snapshot.SnapshotDate), snapshot with { ComputedAt = null });
    }
}
