using System.Text.Json;

namespace MissionControl.Reference;

/// <summary>A row of <c>business_missions.json</c>.</summary>
public sealed record BusinessMission(string MissionId, string MissionName, string? Description);

/// <summary>A task of <c>decomposed_mission_tasks.json</c>: a hop of the mission that it belongs to.</summary>
public sealed record MissionTask(string MissionId, string TaskId, string Task)
{
    /// <summary>Smaller first; without one the place in the file.</summary>
    public decimal Order { get; init; }

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public decimal? EstimatedDurationMinutes { get; init; }

    public bool RequiresHumanApproval { get; init; }
}

/// <summary>A row of <c>mission_kpis.json</c>: figures under the file's own keys, for example <c>target_pipeline_days</c>.</summary>
public sealed record MissionKpis(string MissionId, IReadOnlyList<KeyValuePair<string, decimal>> Figures);

/// <summary>A row of <c>mission_execution_context.json</c>: what a run of the mission works on.</summary>
public sealed record MissionContext(string MissionId, string? ContextType, JsonElement ContextData);

/// <summary>A row of <c>agent_execution_results.json</c>: what an agent's recorded work on a task gives, and how it fails.</summary>
public sealed record AgentExecutionResult(string TaskId, string AgentId, JsonElement ResultTemplate)
{
    public string? AgentName { get; init; }

    public string? Task { get; init; }

    public JsonElement? ErrorTemplate { get; init; }
}

/// <summary>A row of <c>historical_kpi_data.json</c>: trend points from before there were runs.</summary>
public sealed record HistoricalKpis(string MissionId, IReadOnlyList<KeyValuePair<string, IReadOnlyList<decimal>>> Series)
{
    public string? Description { get; init; }
}
