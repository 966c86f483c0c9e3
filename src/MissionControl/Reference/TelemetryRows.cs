namespace MissionControl.Reference;

/// <summary>Rows of the files about runs that were recorded elsewhere.</summary>
internal static class TelemetryRows
{
    public static RecordedRun Run(ReferenceRow row) => new(row.Id("run_id"), row.Id("mission_id"), row.Time("start_time"), row.Text("status"))
    {
        EndTime = row.OptionalTime("end_time"),
        TotalDurationMinutes = row.OptionalNumber("total_duration_minutes"),
        Kpis = row.Figures("kpis"),
        HumanInterventions = row.Count("human_interventions"),
        Escalations = row.Count("escalations"),
        RiskFlagged = row.Flag("risk_flagged"),
    };

    public static RecordedTaskLog TaskLog(ReferenceRow row) =>
        new(row.Id("run_id"), row.Id("mission_id"), row.Id("task_id"), row.Id("agent_id"), row.Text("outcome"))
        {
            ActualDurationMinutes = row.Number("actual_duration_minutes"),
            HumanApprovalRequired = row.Flag("human_approval_required"),
            HumanDelayMinutes = row.OptionalNumber("human_delay_minutes") ?? 0,
            Round = Math.Max(1, row.Count("round")),
            StartedAt = row.OptionalTime("started_at"),
            Escalations = row.Count("escalations"),
        };

    public static RecordedRiskEvent RiskEvent(ReferenceRow row) => new(row.Id("event_id"), row.Id("mission_id"), row.Text("risk_type"))
    {
        RunId = row.OptionalId("run_id"),
        TaskId = row.OptionalId("task_id"),
        Severity = row.OptionalText("severity") ?? "medium",
        Description = row.OptionalText("description"),
        DetectedAt = row.OptionalTime("detected_at"),
        Status = row.OptionalText("status") ?? "open",
        ClosedAt = row.OptionalTime("closed_at"),
        ClosedBy = row.OptionalText("closed_by"),
        Reason = row.OptionalText("reason"),
    };

    public static RecordedSnapshot Snapshot(ReferenceRow row) => new(row.Date("snapshot_date"))
    {
        ActiveRuns = row.Count("active_runs"),
        CompletedRuns = row.Count("completed_runs"),
        MissionsAtRisk = row.Count("missions_at_risk"),
        AvgKpiImprovementPct = row.OptionalFigure("avg_kpi_improvement_pct"),
        TopBottleneckTaskId = row.OptionalId("top_bottleneck_task_id"),
        TopBottleneckTaskName = row.OptionalText("top_bottleneck_task_name"),
        EscalationsLast24h = row.Count("escalations_last_24h"),
        HumanInterventionsLast24h = row.Count("human_interventions_last_24h"),
    };
}
