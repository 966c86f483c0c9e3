namespace MissionControl.Tests.Reference;

public sealed class TelemetryLinksTests
{
    private const string Run = """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "2026-01-01T00:00:00Z"}]""";

    [Theory]
    [InlineData("mission_runs.json", """[{"run_id": "R1", "mission_id": "M1", "status": "done", "start_time": "2026-01-01T00:00:00Z"}]""", "run 'R1' has the status \"done\", which is not known")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "M1", "task_id": "T9", "agent_id": "A1", "outcome": "completed", "actual_duration_minutes": 1}]""", "the log of task 'T9' in run 'R1' speaks of no task of mission 'M1'")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "M1", "task_id": "T1", "agent_id": "A1", "outcome": "great", "actual_duration_minutes": 1}]""", "has the outcome \"great\", which is not known")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "M1", "task_id": "T1", "agent_id": "A7", "outcome": "failed", "actual_duration_minutes": 1}]""", "agent 'A7' is not known, but stands in the log of task 'T1' in run 'R1'")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "M1", "task_id": "T1", "agent_id": "A1", "outcome": "failed", "actual_duration_minutes": 1}, {"run_id": "R1", "mission_id": "M1", "task_id": "T1", "agent_id": "A1", "outcome": "completed", "actual_duration_minutes": 2}]""", "there are 2 logs of round 1 of task 'T1' in run 'R1'; the first counts")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "run_id": "R1", "task_id": "T9", "risk_type": "x"}]""", "risk event 'E1' speaks of task 'T9', which mission 'M1' has not")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "risk_type": "x", "severity": "huge"}]""", "risk event 'E1' has the severity \"huge\", which is not known")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "risk_type": "x", "status": "gone"}]""", "risk event 'E1' has the status \"gone\", which is not known")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M7", "risk_type": "x"}, {"event_id": "E2", "mission_id": "M7", "risk_type": "x"}]""", "mission 'M7' is not known, but stands in risk event 'E1' and 1 more")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "M1", "run_id": "R7", "risk_type": "x"}]""", "run 'R7' is not known, but stands in risk event 'E1'")]
    [InlineData("mission_portfolio_snapshot.json", """[{"snapshot_date": "2026-01-01", "top_bottleneck_task_id": "T9"}]""", "the snapshot of 2026-01-01 names task 'T9', which no mission has")]
    [InlineData("mission_kpis.json", """[{"mission_id": "M1", "kpis": {"speed": 4}}]""", "mission 'M1' has \"speed\", which says nothing")]
    public void Oddity_InRecordedTelemetry_IsAWarningThatNamesTheRecord(string file, string text, string found)
    {
        var files = new Files().With("mission_runs.json", Run).With(file, text);

        var reading = files.Read();

        Assert.Empty(reading.Errors);
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal(file, warning.File);
        Assert.Contains(found, warning.Found, StringComparison.Ordinal);
        Assert.NotEmpty(warning.Cure);
    }

    [Theory]
    [InlineData("mission_runs.json", """[{"run_id": "R1", "mission_id": "M1", "status": "completed", "start_time": "2026-01-01T00:00:00Z", "total_duration_minutes": 1000000000000001}]""")]
    [InlineData("mission_kpis.json", """[{"mission_id": "M1", "kpis": {"target_x": -1e20}}]""")]
    [InlineData("mission_portfolio_snapshot.json", """[{"snapshot_date": "2026-01-01", "avg_kpi_improvement_pct": 1e27}]""")]
    public void Number_BeyondAnyFigureOfAPortfolio_IsAFault(string file, string text) => Assert.Single(new Files().With(file, text).Read().Errors);
}
