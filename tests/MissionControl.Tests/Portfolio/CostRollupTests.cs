using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Telemetry;
using MissionControl.Tests.Telemetry;

namespace MissionControl.Tests.Portfolio;

public sealed class CostRollupTests
{
    private static readonly PortfolioRecords Records = new()
    {
        Missions = [new("M1", "One") { Budget = new Budget(50, null) }],
        Runs = [new("R1", "M1", Logs.Day, "completed") { EndTime = Logs.Day.AddHours(1) }, new("R2", "M1", Logs.Day.AddMonths(-1), "completed") { Cost = new Cost { StepsUsd = 7 } }],
        TaskLogs =
        [
            Logs.Own("completed") with { StepCosts = new Dictionary<string, Cost> { ["s1"] = new() { StepsUsd = 0.5m, TokensIn = 10 }, ["s2"] = new() { StepsUsd = 0.25m, TokensOut = 4 } }, HumanDelayMinutes = 6 },
            Logs.Own("skipped", round: 2),
        ],
        Reference = ReferenceSet.Empty with { Agents = [new Agent("A1", null, null, "available") { CostPerTaskUsd = 2 }] },
    };

    [Fact]
    public void Costs_OfStepsAgentsAndPeople_AddUpWhereverTheyAreLookedAt()
    {
        var cost = CostRollup.Of(Records, new PortfolioSettings { HourlyRateUsd = 60, PortfolioBudgetUsd = 100 });

        // Steps 0.75, one task 2, six minutes at 60 an hour 6; the other run says 7.
        Assert.Equal((15.75m, 7.75m, 2m, 6m), (cost.Total!.Usd, cost.Total.StepsUsd, cost.Total.AgentsUsd, cost.Total.PeopleUsd));
        Assert.Equal([("M1/T1/s1", 0.5m), ("M1/T1/s2", 0.25m)], cost.ByStep.Select(one => (one.Key, one.Value.Usd)));
        Assert.Equal([("R1", 8.75m), ("R2", 7m)], cost.ByRun.Select(one => (one.Key, one.Value.Usd)));
        Assert.Equal([("2026-01", 7m), ("2026-02", 8.75m)], cost.ByMonth.Select(one => (one.Key, one.Value.Usd)));
        Assert.Equal((8.75m, 15.75m, 8.75m, 10L, 4L), (cost.ByAgent["A1"].Usd, cost.ByMission["M1"].Usd, cost.ByHop["M1/T1"].Usd, cost.Total.TokensIn, cost.Total.TokensOut));
        Assert.Equal((100m, 50m), (cost.PortfolioBudgetUsd, cost.RunBudgetsUsd["M1"]));
    }

    [Fact]
    public void Costs_WithoutAnyPrice_AreNoFigure()
    {
        var cost = CostRollup.Of(Records with { Runs = [Records.Runs[0]], TaskLogs = [Logs.Own("completed")], Reference = ReferenceSet.Empty }, PortfolioSettings.Default);

        Assert.Null(cost.Total);
        Assert.Empty(cost.ByMonth);
    }
}
