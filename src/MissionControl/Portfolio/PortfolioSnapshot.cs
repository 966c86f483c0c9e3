using System.Text.Json.Serialization;
using MissionControl.Reference;

namespace MissionControl.Portfolio;

/// <summary>Where the portfolio stood at the end of a UTC day, or so far on the current one. One per day.</summary>
public sealed record PortfolioSnapshot(DateOnly SnapshotDate)
{
    /// <summary>Runs not in a final status.</summary>
    public int ActiveRuns { get; init; }

    /// <summary>Runs completed so far.</summary>
    public int CompletedRuns { get; init; }

    /// <summary>Missions with an open high or critical risk, or whose latest run is flagged and still has an open event.</summary>
    public int MissionsAtRisk { get; init; }

    /// <summary>Mean over missions of the improvement that the primary KPI shows in their latest completed run, one decimal; null when no mission has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? AvgKpiImprovementPct { get; init; }

    /// <summary>The task with the most minutes of human delay and overrun in seven days; null when there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TopBottleneckTaskId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TopBottleneckTaskName { get; init; }

    /// <summary>In the current UTC hour and the 23 before.</summary>
    [JsonPropertyName("escalations_last_24h")]
    public long EscalationsLast24h { get; init; }

    /// <summary>In the current UTC hour and the 23 before.</summary>
    [JsonPropertyName("human_interventions_last_24h")]
    public long HumanInterventionsLast24h { get; init; }

    /// <summary>The time that it was computed for; null for one that was read from a file, which is shown as it is.</summary>
    public DateTimeOffset? ComputedAt { get; init; }

    public static PortfolioSnapshot Of(RecordedSnapshot recorded) => new(recorded.SnapshotDate)
    {
        ActiveRuns = recorded.ActiveRuns,
        CompletedRuns = recorded.CompletedRuns,
        MissionsAtRisk = recorded.MissionsAtRisk,
        AvgKpiImprovementPct = recorded.AvgKpiImprovementPct,
        TopBottleneckTaskId = recorded.TopBottleneckTaskId,
        TopBottleneckTaskName = recorded.TopBottleneckTaskName,
        EscalationsLast24h = recorded.EscalationsLast24h,
        HumanInterventionsLast24h = recorded.HumanInterventionsLast24h,
    };
}
