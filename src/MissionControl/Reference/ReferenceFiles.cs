using System.Text.Json.Serialization;

namespace MissionControl.Reference;

/// <summary>The file names of a data directory in the Mission Control v2 formats: ten that belong together and three that may be absent.</summary>
public sealed record ReferenceFiles
{
    public string BusinessMissionsFile { get; init; } = "business_missions.json";

    public string DecomposedMissionTasksFile { get; init; } = "decomposed_mission_tasks.json";

    public string SpecializedAgentsFile { get; init; } = "specialized_agents.json";

    public string AgentCapabilitiesMatrixFile { get; init; } = "agent_capabilities_matrix.json";

    public string MissionKpisFile { get; init; } = "mission_kpis.json";

    public string MissionRunsFile { get; init; } = "mission_runs.json";

    public string TaskExecutionLogsFile { get; init; } = "task_execution_logs.json";

    public string AgentPerformanceStatsFile { get; init; } = "agent_performance_stats.json";

    public string MissionRiskEventsFile { get; init; } = "mission_risk_events.json";

    public string MissionPortfolioSnapshotFile { get; init; } = "mission_portfolio_snapshot.json";

    /// <summary>May be absent: what runs of a mission work on.</summary>
    public string MissionExecutionContextFile { get; init; } = "mission_execution_context.json";

    /// <summary>May be absent: recorded work that is played back for agents without a tool of their own.</summary>
    public string AgentExecutionResultsFile { get; init; } = "agent_execution_results.json";

    /// <summary>May be absent: trend points from before there were runs.</summary>
    public string HistoricalKpiDataFile { get; init; } = "historical_kpi_data.json";

    /// <summary>The names as they usually are, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<string> Usual { get; } = new ReferenceFiles().Names;

    /// <summary>All names, those of the files that may be absent last.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names =>
    [
        BusinessMissionsFile, DecomposedMissionTasksFile, SpecializedAgentsFile, AgentCapabilitiesMatrixFile, MissionKpisFile, MissionRunsFile, TaskExecutionLogsFile,
        AgentPerformanceStatsFile, MissionRiskEventsFile, MissionPortfolioSnapshotFile, MissionExecutionContextFile, AgentExecutionResultsFile, HistoricalKpiDataFile,
    ];
}
