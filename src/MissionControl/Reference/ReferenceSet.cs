using MissionControl.Agents;

namespace MissionControl.Reference;

/// <summary>The content of a data directory in the Mission Control v2 file formats.</summary>
public sealed record ReferenceSet
{
    public static ReferenceSet Empty { get; } = new();

    public IReadOnlyList<Agent> Agents { get; init; } = [];

    /// <summary>Task id to the agents that can do it, in file order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CapableAgents { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<AgentStats> Stats { get; init; } = [];

    public IReadOnlyList<BusinessMission> Missions { get; init; } = [];

    /// <summary>In file order; a task is always (mission id, task id).</summary>
    public IReadOnlyList<MissionTask> Tasks { get; init; } = [];

    public IReadOnlyList<MissionKpis> Kpis { get; init; } = [];

    public IReadOnlyList<MissionContext> Contexts { get; init; } = [];

    public IReadOnlyList<AgentExecutionResult> ExecutionResults { get; init; } = [];

    public IReadOnlyList<HistoricalKpis> Historical { get; init; } = [];

    public IReadOnlyList<RecordedRun> Runs { get; init; } = [];

    public IReadOnlyList<RecordedTaskLog> TaskLogs { get; init; } = [];

    public IReadOnlyList<RecordedRiskEvent> RiskEvents { get; init; } = [];

    public IReadOnlyList<RecordedSnapshot> Snapshots { get; init; } = [];

    public Agent? FindAgent(string agentId) => Agents.FirstOrDefault(agent => agent.AgentId == agentId);

    public BusinessMission? FindMission(string missionId) => Missions.FirstOrDefault(mission => mission.MissionId == missionId);

    /// <summary>The mission's tasks by their order, equals in file order.</summary>
    public IReadOnlyList<MissionTask> TasksOf(string missionId) =>
        Tasks.Where(task => task.MissionId == missionId).OrderBy(task => task.Order).ToList();

    /// <summary>
    /// True when the capability matrix has a row for the task: a hop of that id without agent, capability and steps is then
    /// routed by the row instead of being resolved.
    /// </summary>
    public bool HasRow(string hopId) => CapableAgents.ContainsKey(hopId);
}
