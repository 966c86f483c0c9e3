using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Portfolio;

/// <summary>Whatever stands in the files: a report comes out, no figure is made up, and no text becomes markup.</summary>
public sealed class OddDataTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> OddFiles => new()
    {
        { "business_missions.json", "[]" },
        { "business_missions.json", "" },
        { "business_missions.json", """[{"mission_id": "M1", "mission_name": "A"}, {"mission_id": "M1", "mission_name": "B"}]""" },
        { "decomposed_mission_tasks.json", "[]" },
        { "specialized_agents.json", "[]" },
        { "agent_capabilities_matrix.json", "[]" },
        { "agent_performance_stats.json", """[{"agent_id": "A1", "avg_task_duration_minutes": 0, "approval_rate": 0, "escalation_rate": 1}]""" },
        { "agent_performance_stats.json", """[{"agent_id": "NOBODY", "avg_task_duration_minutes": 1e15, "approval_rate": 0, "escalation_rate": 1}]""" },
        { "mission_kpis.json", "[]" },
        { "mission_kpis.json", """[{"mission_id": "M1", "kpis": {"target_delivery_days": 5, "baseline_delivery_days": 0, "max_x": 0, "odd": 1}}]""" },
        { "mission_kpis.json", """[{"mission_id": "M1", "kpis": {"target_delivery_days": 0, "baseline_delivery_days": 1e-28}}]""" },
        { "mission_kpis.json", """[{"mission_id": "M1", "kpis": {"target_delivery_days": 9, "baseline_delivery_days": 3, "min_delivery_days": 100}}]""" },
        { "mission_runs.json", Run("R1", "completed", "2026-02-01T10:00:00Z", "2026-02-01T09:00:00Z", "1e15") },
        { "mission_runs.json", Run("R1", "completed", "2099-02-01T10:00:00Z", "2099-02-02T09:00:00Z", "3") },
        { "mission_runs.json", Run("R1", "completed", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "-3") },
        { "mission_runs.json", Run("R1", "finished?", "2026-02-01T10:00:00Z", null, "0") },
        { "mission_runs.json", """[{"run_id": "R1", "mission_id": "M9", "status": "completed", "start_time": "2026-02-01T10:00:00Z", "human_interventions": 2147483647, "escalations": 2147483647, "total_duration_minutes": 0}]""" },
        { "task_execution_logs.json", Log("completed", 0) + "," + Log("completed", 0) },
        { "task_execution_logs.json", Log("unheard-of", 1000000000000000) },
        { "mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "risk_type": "x"}, {"event_id": "E1", "mission_id": "M1", "risk_type": "x"}]""" },
        { "mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M7", "run_id": "R7", "task_id": "T7", "risk_type": "<b>", "severity": "<i>apocalyptic</i>", "status": "maybe", "detected_at": "0001-01-01T00:00:00Z"}, {"event_id": "E2", "mission_id": "M7", "risk_type": "y", "detected_at": "9999-12-31T23:59:59Z"}]""" },
        { "mission_portfolio_snapshot.json", """[{"snapshot_date": "9999-12-31"}]""" },
        { "mission_portfolio_snapshot.json", """[{"snapshot_date": "0001-01-01"}, {"snapshot_date": "0001-01-02", "avg_kpi_improvement_pct": -3}]""" },
        { "business_missions.json", """[{"mission_id": "", "mission_name": ""}, {"mission_id": "a/b ü", "mission_name": "   "}]""" },
        { "decomposed_mission_tasks.json", """[{"mission_id": "M1", "tasks": [{"task_id": "T1", "task": "A", "order": 1, "depends_on": ["T1", "T9"], "estimated_duration_minutes": 0}, {"task_id": "T1", "task": "B", "order": 1, "estimated_duration_minutes": -4}]}]""" },
        { "agent_performance_stats.json", """[{"agent_id": "A1", "avg_task_duration_minutes": -5, "approval_rate": -1, "escalation_rate": 7}, {"agent_id": "A1", "avg_task_duration_minutes": 1, "approval_rate": 2, "escalation_rate": 0}]""" },
        { "mission_runs.json", Run("R1", "COMPLETED", "2026-02-01T10:00:00+14:00", "2026-02-01T10:00:00-12:00", "7e28") },
        { "mission_runs.json", Run("R1", "", "2026-02-01T10:00:00Z", "2026-02-01T10:00:00Z", "1e300") },
        { "mission_runs.json", """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "2026-02-01T10:00:00Z", "total_duration_minutes": -90, "human_interventions": -3, "escalations": -1, "kpis": {"delivery_days": null, "x": "high"}}]""" },
        { "mission_runs.json", Runs(1000, "79228162514264337593543950335") },
        { "task_execution_logs.json", Log("approved", -7) + "," + Log("rejected", 79228162514264337593543950335m) },
        { "mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "risk_type": "", "severity": "", "status": "", "detected_at": "2026-02-01T10:00:00Z", "closed_at": "2025-02-01T10:00:00Z"}, {"event_id": "E2", "mission_id": "M1", "risk_type": "x", "severity": "HIGH", "status": "CLOSED"}]""" },
        { "mission_portfolio_snapshot.json", """[{"snapshot_date": "2026-02-06", "active_runs": -5, "completed_runs": 2147483647, "missions_at_risk": -1, "avg_kpi_improvement_pct": 1e20, "escalations_last_24h": 1e30}]""" },
        { "historical_kpi_data.json", """[{"mission_id": "M1", "historical_data": {"actual_delivery_days": [], "actual_other": [1]}}]""" },
    };

    [Theory]
    [MemberData(nameof(OddFiles))]
    public void Report_OnOddFiles_ComesOutWithoutAFigureThatIsNone(string file, string text)
    {
        var brackets = text.StartsWith('{') ? $"[{text}]" : text;
        var reading = new Files().With(file, brackets).Read();

        var records = PortfolioRecords.Of(reading.Set);
        Check(records, null);
        Check(records, TimeSpan.FromDays(7));
        foreach (var mission in records.Missions.Select(mission => mission.MissionId))
        {
            Check(records, null, mission);
        }
    }

    [Fact]
    public void Report_OnNothingAtAll_SaysSo()
    {
        var view = Check(new PortfolioRecords(), null);

        Assert.Equal((Verdict.Low, null, 0), (view.Verdict, view.Rollup.Latest.AvgKpiImprovementPct, view.Risk.Index));
        Assert.Null(view.Rollup.Deltas);
        Assert.Contains("No decision is needed.", PortfolioReport.Markdown(PortfolioReport.Of(view)), StringComparison.Ordinal);
    }

    [Fact]
    public void Health_OfAMissionWithoutRuns_NamesWhatIsMissing()
    {
        var view = Check(PortfolioRecords.Of(new Files().Read().Set), null);

        var health = Assert.Single(view.Health);
        Assert.Null(health.Score.Value);
        Assert.Equal(["trend", "rolling_average", "volatility_pct", "remaining_gap", "operational_friction_pct", "human_dependency", "autonomy_pct", "score"], health.InsufficientData);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"x | `code` [a](javascript:x) \u0000 \ud800 ]]> -->")]
    public void Texts_OfAnybody_StayTexts(string hostile)
    {
        var name = JsonSerializer.Serialize(hostile);
        var set = new Files()
            .With("business_missions.json", $$"""[{"mission_id": "M1", "mission_name": {{name}}, "description": {{name}}}]""")
            .With("mission_runs.json", Run("R1", "completed", "2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", "4"))
            .With("mission_risk_events.json", $$"""[{"event_id": "E1", "mission_id": "M1", "run_id": "R1", "risk_type": {{name}}, "severity": {{name}}, "status": {{name}}, "description": {{name}}, "detected_at": "2026-02-01T10:30:00Z"}]""")
            .With("specialized_agents.json", $$"""[{"agent_id": "A1", "name": {{name}}, "status": {{name}}}]""")
            .Read().Set;

        var document = PortfolioReport.Of(PortfolioAnalysis.Of(PortfolioRecords.Of(set), new PortfolioScope(Now), PortfolioSettings.Default), [hostile]);

        var page = Page(PortfolioReport.Html(document));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName == "script");
        Assert.All(page.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotContain("onload", attribute.Name.LocalName, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", PortfolioReport.Markdown(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OnThousandsOfMissions_ComesOut()
    {
        var view = Check(ManyMissions.Of(2000, Now), null);

        Assert.Equal(2000, view.Health.Count);
        Assert.Equal(view.Settings.MissionCharts, Page(PortfolioReport.Html(PortfolioReport.Of(view))).Descendants().Count(element => (string?)element.Attribute("viewBox") == "0 0 340 172"));
    }

    private static PortfolioView Check(PortfolioRecords records, TimeSpan? window, string? mission = null)
    {
        var settings = new PortfolioSettings { HourlyRateUsd = 90, PortfolioBudgetUsd = 100 };
        var view = PortfolioAnalysis.Of(records, new PortfolioScope(records.DefaultAsOf(Now), window, mission), settings);
        var document = PortfolioReport.Of(view);
        var markdown = PortfolioReport.Markdown(document);
        var state = PortfolioState.Write(PortfolioState.Of(view, "data", markdown, null, [], TimeSpan.Zero));
        Assert.NotNull(JsonNode.Parse(state));
        foreach (var text in new[] { markdown, PortfolioReport.Html(document), state })
        {
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        }

        Page(PortfolioReport.Html(document));
        return view;
    }

    private static XElement Page(string html) => XElement.Parse(html["<!doctype html>\n".Length..]);

    private static string Run(string id, string status, string start, string? end, string kpi) =>
        $$"""[{"run_id": "{{id}}", "mission_id": "M1", "status": "{{status}}", "start_time": "{{start}}"{{(end is null ? "" : $", \"end_time\": \"{end}\"")}}, "kpis": {"delivery_days": {{kpi}} } }]""";

    private static string Runs(int count, string kpi) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(run => Run($"R{run}", "completed", "2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", kpi).Trim('[', ']')))}]";

    private static string Log(string outcome, decimal minutes) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"run_id": "R1", "mission_id": "M1", "task_id": "T2", "agent_id": "A1", "outcome": "{{outcome}}", "actual_duration_minutes": {{minutes}}, "human_delay_minutes": {{minutes}}}""");
}
