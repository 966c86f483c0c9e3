using System.Text;
using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Portfolio;

namespace MissionControl.Tests.Portfolio;

public sealed class PortfolioSettingsReaderTests
{
    [Fact]
    public void Configuration_OfMissionControlV2_IsReadUnchanged()
    {
        var (settings, errors) = Read("""
            { "llm_model": "gpt-4o-mini", "temperature": 0.3, "reports_dir": "output/mission_control_v2_reports", "data_dir": "agents/data",
              "business_missions_file": "missions.json", "mission_runs_file": "mission_runs.json",
              "missions_at_risk_critical": 4, "escalations_24h_critical": 6, "risk_events_open_critical": 9 }
            """);

        Assert.Empty(errors);
        Assert.Equal((4, 6, 9), (settings!.MissionsAtRiskCritical, settings.Escalations24hCritical, settings.RiskEventsOpenCritical));
        Assert.Equal(("agents/data", "missions.json", "task_execution_logs.json"), (settings.DataDir, settings.Files.BusinessMissionsFile, settings.Files.TaskExecutionLogsFile));
    }

    [Fact]
    public void Section_OfALargerFile_IsReadAlone()
    {
        var (settings, errors) = Read("""{ "server": 1, "portfolio": { "portfolio_budget_usd": 500, "risk": { "approval_delay_minutes": 7 }, "routing": { "duration": 0.5 }, "health": { "kpi": 10 } } }""");

        Assert.Empty(errors);
        Assert.Equal((500, 7, 0.5m, 10, 2), (settings!.PortfolioBudgetUsd, settings.Risk.ApprovalDelayMinutes, settings.Routing.Duration, settings.Health.Kpi, settings.MissionsAtRiskCritical));
    }

    [Fact]
    public void Schedules_AndTheStrategy_AreReadAndHaveDefaults()
    {
        var (settings, errors) = Read("""{ "snapshot_schedule": "0 30 * * * *", "risk_rollup_schedule": "*/5 * * * *", "routing_strategy": "load_balanced" }""");

        Assert.Empty(errors);
        Assert.Equal(("0 30 * * * *", "*/5 * * * *", RoutingStrategy.LoadBalanced), (settings!.SnapshotSchedule, settings.RiskRollupSchedule, settings.RoutingStrategy));
        Assert.Equal(("0 0 * * * *", "0 */15 * * * *", RoutingStrategy.Performance), (PortfolioSettings.Default.SnapshotSchedule, PortfolioSettings.Default.RiskRollupSchedule, PortfolioSettings.Default.RoutingStrategy));
    }

    [Theory]
    [InlineData("""{ "snapshot_schedule": "0 0 25 * * *" }""", "$.snapshot_schedule", "Write * or 0 to 23")]
    [InlineData("""{ "portfolio": { "risk_rollup_schedule": "@hourly" } }""", "$.portfolio.risk_rollup_schedule", "Write {second} {minute}")]
    [InlineData("""{ "risk_rollup_schedule": 15 }""", "$.risk_rollup_schedule", "Write {second} {minute}")]
    [InlineData("""{ "routing_strategy": "cheapest" }""", "$.routing_strategy", "Use performance, first_available, load_balanced, cost_optimized")]
    [InlineData("""{ "routing_strategy": 1 }""", "$.routing_strategy", "Use performance")]
    [InlineData("""{ "missions_at_risk_critcal": 2 }""", "$.missions_at_risk_critcal", "Did you mean \"missions_at_risk_critical\"")]
    [InlineData("""{ "missions_at_risk_critical": "two" }""", "$.missions_at_risk_critical", "Use a number")]
    [InlineData("""{ "missions_at_risk_critical": -1 }""", "$.missions_at_risk_critical", "from 0 to")]
    [InlineData("""{ "risk": { "approval_delay": 1 } }""", "$.risk.approval_delay", "Use a number")]
    [InlineData("""{ "mission_runs_file": "../../etc/passwd" }""", "$.mission_runs_file", "without folders")]
    [InlineData("""{ "portfolio": 5 }""", "$.portfolio", "Write {")]
    [InlineData("[]", "$", "Write {")]
    [InlineData("{", "$", "Write one object")]
    [InlineData("""{ "data_dir": "a", "data_dir": "b" }""", "$", "without a member twice")]
    public void Fault_InAConfiguration_IsNamedWithItsPlaceAndCure(string text, string path, string cure)
    {
        var (settings, errors) = Read(text);

        Assert.Null(settings);
        Assert.Equal(path, Assert.Single(errors).Path);
        Assert.Contains(cure, errors[0].Cure, StringComparison.Ordinal);
    }

    private static (PortfolioSettings? Settings, IReadOnlyList<DocumentError> Errors) Read(string text) =>
        PortfolioSettingsReader.Read(Encoding.UTF8.GetBytes(text), "mission.json");
}
