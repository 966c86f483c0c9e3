using System.Text.Json.Nodes;
using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;
using MissionControl.Testing;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Portfolio;

/// <summary>The figures of the example data, each computed by hand from its rows.</summary>
public sealed class FixtureFiguresTests
{
    private static readonly string[] Keys =
    [
        "schema_version", "data_snapshot_date", "data_dir", "reports_dir", "view_mode", "mission_id", "goal", "plan", "missions", "mission_tasks_by_mission", "mission_kpis_by_mission",
        "specialized_agents", "capabilities_matrix", "agents_lookup", "capabilities_lookup", "mission_runs", "task_execution_logs", "agent_performance_stats", "mission_risk_events",
        "mission_portfolio_snapshot", "risk_rollup", "portfolio_rollup", "executive_triggers", "performance_routing_lookup", "cost_rollup", "open_risk_events", "active_task_ids",
        "mission_report", "report_file_path", "errors", "processing_time", "verdict", "risk_index", "performance_routing", "kpi_performance", "mission_health",
    ];

    [SharedDataFact]
    public void State_HasExactlyTheKeysOfTheOriginAndOurs() => Assert.Equal(Keys.Order(), State(null).Select(member => member.Key).Order());

    [SharedDataFact]
    public void Figures_OfTheRules_ComeOutExactly()
    {
        var state = State(null);

        Assert.Equal("2026-02-06", (string)state["data_snapshot_date"]!);
        Assert.Equal("LOW", (string)state["verdict"]!);
        Assert.Equal(11, (int)state["risk_index"]!);
        Assert.Equal("""{"total_count":5,"open_count":0,"closed_count":5,"by_severity":{"high":2,"medium":2,"low":1},"by_risk_type":{"approval_delay":1,"csat_risk":1,"resolution_time_breach":1,"sla_breach_risk":1,"task_overrun":1},"by_mission_id":{"M001":1,"M002":2,"M003":2}}""", PortfolioState.Write(state["risk_rollup"]!.AsObject()));
        var rollup = state["portfolio_rollup"]!;
        Assert.Equal(("2026-02-06", 0, 33m, "2026-02-04", -2, 9m), ((string)rollup["snapshot_date"]!, (int)rollup["missions_at_risk"]!, (decimal)rollup["avg_kpi_improvement_pct"]!, (string)rollup["previous_snapshot_date"]!, (int)rollup["deltas"]!["missions_at_risk"]!, (decimal)rollup["deltas"]!["avg_kpi_improvement_pct"]!));
        Assert.Equal((0.9248m, 0.9504m), ((decimal)state["performance_routing"]!["T1"]!["score"]!, (decimal)state["performance_routing"]!["T3"]!["score"]!));
        Assert.Equal("""{"T1":"A1","T2":"A2","T3":"A3","T4":"A4","T5":"A4","T6":"A5","T7":"A5","T8":"A5"}""", PortfolioState.Write(state["performance_routing_lookup"]!.AsObject()));
        Assert.Equal(
            ["M001 onboarding_time_days 2.1 58.0 yellow", "M001 steps   no_data", "M002 pipeline_days 8 42.9 yellow", "M002 touchpoints   no_data", "M003 resolution_time_hours 3.2 73.3 green", "M003 csat 4.6  green"],
            state["kpi_performance"]!.AsArray().Select(kpi => $"{kpi!["mission_id"]} {kpi["kpi"]} {kpi["actual"]} {kpi["improvement_pct"]} {kpi["status"]}"));
        Assert.Equal((0, 0, 0), (state["executive_triggers"]!.AsArray().Count, state["open_risk_events"]!.AsArray().Count, state["errors"]!.AsArray().Count));
    }

    [SharedDataFact]
    public void Health_OfEachMission_FollowsFromItsRows()
    {
        var health = View(null).Health;

        // M001: 3.1, 2.6, 2.1 days; people took 13 of 188 minutes; 3 interventions in 9 rounds, 6 of them without people; T2 lost 13 + 10 minutes.
        Assert.Equal((38.5m, 2.6m, 19.2m, 0.1m, 5.0m, 6.9m, 0.33m, 66.7m, 97.6m), Figures(health[0]));
        Assert.Equal(new MissionBottleneck("T2", "Verify documents", "approval_delay", 23), health[0].Bottleneck);
        Assert.Equal([("kpi", 96.7m), ("reliability", 100m), ("risk", 100m), ("flow", 93.1m)], health[0].Score.Parts.Select(part => (part.Part, part.Value!.Value)));

        // M002: two runs say nothing of a trend; 9 of 128 minutes; T5 lost 9 + 4.
        Assert.Equal((null, null, null, 1m, 14.3m, 7.0m, 0.75m, 50.0m, 93.2m), Figures(health[1]));
        Assert.Equal(new MissionBottleneck("T5", "Draft personalized outreach email", "approval_delay", 13), health[1].Bottleneck);

        // M003: 5.2, 3.9, 3.2 hours; 8 of 65 minutes; T8 lost 8 + 1.
        Assert.Equal((48.8m, 4.1m, 24.8m, 0m, 0m, 12.3m, 0.11m, 66.7m, 98.2m), Figures(health[2]));
        Assert.Equal(new MissionBottleneck("T8", "Draft resolution message", "approval_delay", 9), health[2].Bottleneck);
    }

    [SharedDataFact]
    public void Mission_ThatIsAskedForAlone_FiltersWhatCarriesItsId()
    {
        var state = State("M001");

        Assert.Equal(("mission", "M001", 2), ((string)state["view_mode"]!, (string)state["mission_id"]!, (int)state["risk_index"]!));
        Assert.Equal((1, 3, 9, 1, 2, 1), (Count("missions"), Count("mission_runs"), Count("task_execution_logs"), Count("mission_risk_events"), Count("kpi_performance"), Count("mission_health")));
        Assert.Equal((5, 3, 8), (Count("agent_performance_stats"), Count("mission_portfolio_snapshot"), state["performance_routing"]!.AsObject().Count));
        Assert.Equal(["T1", "T2", "T3"], state["plan"]!.AsArray().Select(hop => (string)hop!["task_id"]!));
        Assert.Contains("stay portfolio-wide", (string)state["mission_report"]!, StringComparison.Ordinal);

        int Count(string key) => state[key]!.AsArray().Count;
    }

    [SharedDataFact]
    public void Time_InThePast_ShowsWhatWasKnownThen()
    {
        var view = PortfolioAnalysis.Of(Records(), new PortfolioScope(PortfolioRecords.EndOf(new DateOnly(2026, 2, 4))), PortfolioSettings.Default);

        Assert.Equal((new DateOnly(2026, 2, 4), 24m, 2, 6, 5), (view.Rollup.Latest.SnapshotDate, view.Rollup.Latest.AvgKpiImprovementPct, view.Rollup.Latest.MissionsAtRisk, view.Records.Runs.Count, view.Risk.TotalCount));
        Assert.Equal(Verdict.High, view.Verdict);
        Assert.Equal(("missions_at_risk", 2m, PortfolioRecords.EndOf(new DateOnly(2026, 2, 4))), (view.Triggers[0].TriggerType, view.Triggers[0].Value, view.Triggers[0].FiredAt));
        Assert.Equal(48.0m, view.Kpis[0].ImprovementPct);
    }

    [SharedDataFact]
    public void Window_OfTwoDays_CountsWhatLiesInIt()
    {
        var view = PortfolioAnalysis.Of(Records(), new PortfolioScope(PortfolioRecords.EndOf(new DateOnly(2026, 2, 6)), TimeSpan.FromDays(3)), PortfolioSettings.Default);

        // Runs 003, 005, 008 and their logs; events 002 (high) and 005 (low).
        Assert.Equal((3, 8, 2, 4), (view.Records.Runs.Count, view.Records.TaskLogs.Count, view.Risk.TotalCount, view.Risk.Index));
    }

    [SharedDataFact]
    public void Snapshot_OfFilesWithoutSnapshots_IsComputedFromTheirRecords()
    {
        var view = PortfolioAnalysis.Of(Records() with { Snapshots = [] }, new PortfolioScope(PortfolioRecords.EndOf(new DateOnly(2026, 2, 6))), PortfolioSettings.Default);

        // (58.0 + 42.9 + 73.3) / 3; T2 lost most; nothing happened on the last day but one run without people.
        Assert.Equal((0, 8, 0, 58.1m, "T2", 0L, 0L), (view.Rollup.Latest.ActiveRuns, view.Rollup.Latest.CompletedRuns, view.Rollup.Latest.MissionsAtRisk, view.Rollup.Latest.AvgKpiImprovementPct, view.Rollup.Latest.TopBottleneckTaskId, view.Rollup.Latest.EscalationsLast24h, view.Rollup.Latest.HumanInterventionsLast24h));
    }

    internal static PortfolioRecords Records() => PortfolioRecords.Of(Files.ReadFolder(Path.Combine(Repository.SharedData, "mission-control-v2")).Set);

    internal static PortfolioView View(string? mission)
    {
        var records = Records();
        return PortfolioAnalysis.Of(records, new PortfolioScope(records.DefaultAsOf(DateTimeOffset.MaxValue), null, mission), PortfolioSettings.Default);
    }

    private static JsonObject State(string? mission)
    {
        var view = View(mission);
        return PortfolioState.Of(view, "data", PortfolioReport.Markdown(PortfolioReport.Of(view)), null, [], TimeSpan.Zero);
    }

    private static (decimal?, decimal?, decimal?, decimal?, decimal?, decimal?, decimal?, decimal?, decimal?) Figures(MissionHealth health) =>
        (health.Trend.ChangePct, health.Trend.RollingAverage, health.Trend.VolatilityPct, health.RemainingGap, health.RemainingGapPct, health.OperationalFrictionPct, health.HumanDependency, health.AutonomyPct, health.Score.Value);
}
