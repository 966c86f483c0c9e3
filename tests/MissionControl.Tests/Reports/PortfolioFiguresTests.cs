using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;

namespace MissionControl.Tests.Reports;

/// <summary>Every figure of a report on <see cref="HandMadePortfolio"/>, against what its rows give when they are added up by hand.</summary>
public sealed class PortfolioFiguresTests
{
    private static readonly string Markdown = PortfolioReport.Markdown(PortfolioReport.Of(HandMadePortfolio.View()));

    [Fact]
    public void Board_OfTheReport_HasTheVerdictSixFiguresAndOneAsk() => Says(
        // No trigger: 1 at risk of 2, no escalation today of 3, 3 open of 5, 31.6 of 40 dollars.
        "**MEDIUM** Portfolio risk is medium: 1 mission is at risk, 1 high risk is open.",
        // high 3 x 3, medium 2, low 1, another word 1; open are 3 + 2 + 1. The replaced event counts nowhere.
        "| Risk index | 13 | open events: 6 |",
        // M2 has an open high risk; the latest run of M1 is not flagged.
        "| Missions at risk | 1 |  |",
        "| Completed runs | 4 |  |",
        // M1 (8 - 2.2) / 8 = 72.5, M2 (46 - 40) / 40 = 15; their mean 43.75.
        "| Average KPI improvement | 43.8 % |  |",
        "| Escalations in 24 hours | 0 |  |",
        "| Open risks | 3 | of 6 |",
        "**So what:** 0 of 2 missions with a KPI value meet the target. Missions are on average 43.8 % better than their baselines. 3 risks are open. Most time is lost at “Decide”.",
        "**One ask:** Close the high risk E3 (workflow failure, mission M2).");

    [Fact]
    public void Health_OfThePortfolio_IsTheSnapshotOfItsRecords() => Says(
        "| Active runs | 1 | – | – |",
        "| Completed runs | 4 | – | – |",
        "| Missions at risk | 1 | – | – |",
        "| Average KPI improvement, % | 43.8 | – | – |",
        "| Escalations in 24 hours | 0 | – | – |",
        // R3 alone is of the last day.
        "| Human interventions in 24 hours | 1 | – | – |",
        // T2: 30 minutes of people and 4 of overrun; T1 2, T3 2.
        "**Top bottleneck:** Decide (T2)",
        "*Portfolio-wide. Latest snapshot: 2026-03-10, computed for 2026-03-10 23:59; there is no earlier one.*");

    [Fact]
    public void Health_OfEachMission_HasItsPartsAndItsTrend() => Says(
        // 4, 3, 2.2: the line falls by 0.9 a run, 1.8 of 3.0667. Deviation 0.9018. Gap 0.2 of 2.
        // Way 5.8 of 6, 3 of 3 runs, no open risk, people 30 of 180 minutes: 96.7 x 0.4 + 25 + 20 + 83.3 x 0.15.
        "| Alpha (M1) | 96.2 | improving +58.7 % | 10 % | 3.07 | 29.4 % | 96.7 | 100 | 100 | 83.3 |",
        // One run with a value. Way 6 of 10, 1 of 2 runs, open index 6 takes 120 of 100, nobody waited: 24 + 12.5 + 0 + 15.
        "| Beta (M2) | 51.5 | insufficient data | 8 % | – | – | 60 | 50 | 0 | 100 |",
        "| Gamma (M3) | – | insufficient data | – | – | – | – | – | – | – |",
        // 30 of 180; 4 interventions in 6 rounds; T1 three times without anybody; T2 30 + 4.
        "| Alpha (M1) | 16.7 % | 0.67 | 50.0 % | Decide | approval delay | 34 min |",
        // The failed round was not done by itself; T3 2 minutes over once.
        "| Beta (M2) | 0.0 % | 0 | 50.0 % | Send | overrun | 2 min |",
        "| Gamma (M3) | – | – | – | – | – | – |");

    [Fact]
    public void Kpis_OfEachMission_AreThoseOfItsLatestCompletedRun() => Says(
        "| Alpha (M1) | lead_days | 2.2 | 2 | 8 | 72.5 % | yellow |",
        "| Alpha (M1) | quality | 85 | ≥ 80 | – | – | green |",
        "| Beta (M2) | hits | 46 | 50 | 40 | 15.0 % | yellow |",
        "| Beta (M2) | errors | 6 | ≤ 5 | – | – | red |");

    [Fact]
    public void Risks_OfThePortfolio_AreCountedBySeverityTypeAndMission() => Says(
        "| Risk events | 6 |  |",
        "| Open | 3 |  |",
        "| Closed | 3 |  |",
        "| high | 3 |\n| medium | 1 |\n| low | 1 |\n| peculiar | 1 |",
        "| approval delay | 1 |\n| errors breach | 1 |\n| odd risk | 1 |\n| quality risk | 1 |\n| task overrun | 1 |\n| workflow failure | 1 |",
        "| Alpha (M1) | 3 |\n| Beta (M2) | 3 |",
        "| 2026-03-10 10:00 | E3 | M2 | T3 | workflow failure | high | open | Broke. |\n| 2026-03-09 12:00 | E7 | M2 | – | odd risk | peculiar | open | – |",
        "| 2026-03-09 08:00 | E6 | M1 | T2 | task overrun | medium | replaced | Slow. |");

    [Fact]
    public void Runs_OfThePortfolio_AreListedWithTheirTasks() => Says(
        "| 2026-03-10 22:00 | R6 | M2 | running | – | 0 | 0 | no | – |\n| 2026-03-10 10:00 | R5 | M2 | failed | 20 min | 0 | 0 | flagged | – |",
        "| 2026-03-09 08:00 | R2 | M1 | completed | 80 min | 2 | 1 | flagged | lead_days 3, quality 70 |",
        // (12 + 10 + 8) / 3, over by 2 once; (5 + 9 + 4) / 3, over by 4 once, 30 minutes of people.
        "| M1 | Prepare (T1) | 3 | 10 min | 10 min | 0.67 min | 0 min |\n| M1 | Decide (T2) | 3 | 6 min | 5 min | 1.33 min | 10 min |\n| M2 | Send (T3) | 1 | 6 min | 4 min | 2 min | 0 min |");

    [Fact]
    public void Agents_OfThePortfolio_HaveTheirFiguresAndScores() => Says(
        // A1's own 5 logs take over: (12 + 10 + 8 + 6) / 4 minutes, nothing decided, 4 of 5 succeeded. A2 has 3: its file counts.
        "| Ada (A1) | available | 9 min | 100 % | 0 % | 80 % | 5 | own runs |",
        "| Ben (A2) | available | 6 min | 90 % | 10 % | – | – | file |",
        "| A3 | maintenance | 12 min | 100 % | 0 % | 95 % | 40 | file, 2026-03-01 |",
        // 1 - 0 - 0.2 x 9 / 12; 0.9 - 0.1 - 0.2 x 6 / 12.
        "| Prepare (T1) | A1 | 0.8500 | A3: its status is 'maintenance', not 'available' |",
        "| Decide (T2) | A2 | 0.7000 | – |",
        "| Send (T3) | nobody | – | A3: its status is 'maintenance', not 'available' |");

    [Fact]
    public void Costs_OfThePortfolio_AddUpByMonthMissionAgentTaskStepAndRun() => Says(
        // Five tasks of A1 at 0.1, three of A2 at 0.2, one step 0.5, 30 minutes of people.
        "| In all, USD | 31.60 |  |\n| Steps, USD | 0.50 |  |\n| Agents, USD | 1.10 |  |\n| People, USD | 30.00 |  |\n| Budget of a month, USD | 40.00 | 2026-03: 31.60 spent |",
        "| 2026-03 | 31.60 |",
        "| Alpha (M1) | 31.40 |\n| Beta (M2) | 0.20 |",
        "| A2 | 30.60 |\n| A1 | 1.00 |",
        "| M1/T2 | 30.60 |\n| M1/T1 | 0.80 |\n| M2/T3 | 0.20 |",
        "| M1/T1/s1 | 0.50 |",
        "| R2 | 20.30 | 10.00 |\n| R1 | 6.80 | 10.00 |\n| R3 | 4.30 | 10.00 |\n| R4 | 0.10 | – |\n| R5 | 0.10 | – |");

    [Fact]
    public void Triggers_OfThePortfolio_StandBesideTheirThresholds() => Says(
        "| missions at risk | 1 | 2 | not active |",
        "| escalations in 24 hours | 0 | 3 | not active |",
        "| open risk events | 3 | 5 | not active |",
        "| month's budget spent, % | 79 | 100 | not active |",
        // The high risk, the red KPI, then by what is missed: 0.2 of 2 before 4 of 50.
        "- Close the high risk E3 (workflow failure, mission M2).\n- Bring errors of mission M2 to its target: 6, the most is 5.\n- Bring lead_days of mission M1 to its target: 2.2, the target is 2.\n"
        + "- Bring hits of mission M2 to its target: 46, the target is 50.\n- Speed up “Decide” (T2), where most time is lost.");

    [Fact]
    public void Deltas_BetweenTwoSnapshots_AreLatestLessTheEarlierDay()
    {
        var report = PortfolioReport.Markdown(PortfolioReport.Of(HandMadePortfolio.View(
            new PortfolioSnapshot(new DateOnly(2026, 3, 8)) { ActiveRuns = 3, CompletedRuns = 1, MissionsAtRisk = 4, AvgKpiImprovementPct = 20.5m, EscalationsLast24h = 2, HumanInterventionsLast24h = 7 },
            new PortfolioSnapshot(new DateOnly(2026, 3, 10)) { ActiveRuns = 1, CompletedRuns = 4, MissionsAtRisk = 4, AvgKpiImprovementPct = 18, EscalationsLast24h = 3, HumanInterventionsLast24h = 7 })));

        string[] lines =
        [
            "| Active runs | 1 | 3 | −2 |", "| Completed runs | 4 | 1 | +3 |", "| Missions at risk | 4 | 4 | ±0 |", "| Average KPI improvement, % | 18 | 20.5 | −2.5 |",
            "| Escalations in 24 hours | 3 | 2 | +1 |", "| Human interventions in 24 hours | 7 | 7 | ±0 |",
            "| missions at risk | 4 | 2 | active since 2026-03-08 23:59 |", "| escalations in 24 hours | 3 | 3 | active since 2026-03-10 23:59 |",
            "**HIGH** Portfolio risk is high: 4 missions are at risk (fires at 2). 3 escalations in 24 hours (fires at 3).",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", report, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_OfTheReport_HasTheSameFigures()
    {
        var state = PortfolioState.Of(HandMadePortfolio.View(), null, Markdown, null, [], TimeSpan.Zero);

        Assert.Equal(
            ("MEDIUM", 13, 1, 43.8m, 0.85m, 79m),
            (Text("verdict"), (int)state["risk_index"]!, (int)state["portfolio_rollup"]!["missions_at_risk"]!, (decimal)state["portfolio_rollup"]!["avg_kpi_improvement_pct"]!,
                (decimal)state["performance_routing"]!["T1"]!["score"]!, HandMadePortfolio.View().MonthCostUsd * 100 / 40));
        var rollup = state["risk_rollup"]!;
        Assert.Equal((6, 3, 3), ((int)rollup["total_count"]!, (int)rollup["open_count"]!, (int)rollup["closed_count"]!));
        var health = state["mission_health"]!.AsArray();
        Assert.Equal(["improving", "insufficient_data", "insufficient_data"], health.Select(one => (string)one!["trend"]!["direction"]!));
        Assert.Equal((96.2m, 16.7m, 0.67m, 50m, 34m), (Of(0, "score", "value"), Of(0, "operational_friction_pct"), Of(0, "human_dependency"), Of(0, "autonomy_pct"), Of(0, "bottleneck", "minutes")));
        Assert.Equal(("M1", 31.4m, 0.5m), (Text("kpi_performance", 0, "mission_id"), (decimal)state["cost_rollup"]!["by_mission"]!["M1"]!["usd"]!, (decimal)state["cost_rollup"]!["by_step"]!["M1/T1/s1"]!["usd"]!));
        Assert.Null(health[2]!["score"]!["value"]);

        decimal Of(int place, string name, string? inner = null) => (decimal)(inner is null ? health[place]![name]! : health[place]![name]![inner]!);
        string Text(string name, int? place = null, string? inner = null) => (string)(place is null ? state[name]! : state[name]![place.Value]![inner!]!)!;
    }

    [Fact]
    public void Html_OfTheReport_HasEveryFigureOfTheMarkdown() =>
        ReportFormats.AssertSameFigures(PortfolioReport.Of(HandMadePortfolio.View()));

    private static void Says(params string[] lines) => Assert.All(lines, line => Assert.Contains(line + "\n", Markdown, StringComparison.Ordinal));
}
