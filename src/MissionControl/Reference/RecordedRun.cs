using System.Text.Json.Serialization;

namespace MissionControl.Reference;

/// <summary>A row of <c>mission_runs.json</c>: a run that was recorded elsewhere.</summary>
public sealed record RecordedRun(string RunId, string MissionId, DateTimeOffset StartTime, string Status)
{
    public DateTimeOffset? EndTime { get; init; }

    public decimal? TotalDurationMinutes { get; init; }

    public IReadOnlyList<KeyValuePair<string, decimal>> Kpis { get; init; } = [];

    public int HumanInterventions { get; init; }

    public int Escalations { get; init; }

    public bool RiskFlagged { get; init; }
}

/// <summary>A row of <c>task_execution_logs.json</c>: one hop round of a recorded run.</summary>
public sealed record RecordedTaskLog(string RunId, string MissionId, string TaskId, string AgentId, string Outcome)
{
    public decimal ActualDurationMinutes { get; init; }

    public bool HumanApprovalRequired { get; init; }

    public decimal HumanDelayMinutes { get; init; }

    /// <summary>1 unless the file says otherwise.</summary>
    public int Round { get; init; } = 1;

    public DateTimeOffset? StartedAt { get; init; }

    public int Escalations { get; init; }
}

/// <summary>A row of <c>mission_risk_events.json</c>.</summary>
public sealed record RecordedRiskEvent(string EventId, string MissionId, string RiskType)
{
    public string? RunId { get; init; }

    public string? TaskId { get; init; }

    /// <summary>As the file says; <c>medium</c> when it says nothing.</summary>
    public string Severity { get; init; } = "medium";

    public string? Description { get; init; }

    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>Anything but <c>closed</c> counts as open.</summary>
    public string Status { get; init; } = "open";

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A row of <c>mission_portfolio_snapshot.json</c>: shown as it is, never recomputed.</summary>
public sealed record RecordedSnapshot(DateOnly SnapshotDate)
{
    public int ActiveRuns { get; init; }

    public int CompletedRuns { get; init; }

    public int MissionsAtRisk { get; init; }

    public decimal? AvgKpiImprovementPct { get; init; }

    public string? TopBottleneckTaskId { get; init; }

    public string? TopBottleneckTaskName { get; init; }

    /// <summary>Wire name <c>escalations_last_24h</c>.</summary>
    [JsonPropertyName("escalations_last_24h")]
    public int EscalationsLast24h { get; init; }

    /// <summary>Wire name <c>human_interventions_last_24h</c>.</summary>
    [JsonPropertyName("human_interventions_last_24h")]
    public int HumanInterventionsLast24h { get; init; }
}
