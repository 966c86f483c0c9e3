using MissionControl.Agents;

namespace MissionControl.Reference;

/// <summary>Rows of the files about agents.</summary>
internal static class AgentRows
{
    public static Agent Agent(ReferenceRow row) => new(row.Id("agent_id"), row.OptionalText("name"), row.OptionalText("description"), row.Text("status"))
    {
        Capabilities = row.Ids("capabilities"),
        Tool = row.OptionalId("tool"),
        CostPerTaskUsd = row.OptionalNumber("cost_per_task_usd"),
    };

    public static KeyValuePair<string, IReadOnlyList<string>> Capable(ReferenceRow row) => new(row.Id("task_id"), row.Ids("capable_agents"));

    public static AgentStats Stats(ReferenceRow row) => new(
        row.Id("agent_id"), row.Number("avg_task_duration_minutes"), row.Number("approval_rate", most: 1), row.Number("escalation_rate", most: 1))
    {
        LastUpdated = row.OptionalText("last_updated"),
        SuccessRate = row.OptionalNumber("success_rate", most: 1),
        TasksExecuted = row.OptionalNumber("tasks_executed") is null ? null : row.Count("tasks_executed"),
    };

    public static AgentExecutionResult Result(ReferenceRow row) => new(row.Id("task_id"), row.Id("agent_id"), row.Object("result_template"))
    {
        AgentName = row.OptionalText("agent_name"),
        Task = row.OptionalText("task"),
        ErrorTemplate = row.OptionalObject("error_template"),
    };
}
