namespace MissionControl.Agents;

/// <summary>Somebody or something that hops are routed to.</summary>
/// <param name="Status">Only <c>available</c> agents are ever chosen.</param>
public sealed record Agent(string AgentId, string? Name, string? Description, string Status)
{
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The tool that does its work in a hop without steps; null: <c>template</c>.</summary>
    public string? Tool { get; init; }

    public decimal? CostPerTaskUsd { get; init; }

    public bool IsAvailable => Status == "available";
}

/// <summary>What is known of an agent's work; formulas in <c>portfolio-rules</c> section 1.</summary>
public sealed record AgentStats(string AgentId, decimal AvgTaskDurationMinutes, decimal ApprovalRate, decimal EscalationRate)
{
    public string? LastUpdated { get; init; }

    /// <summary>Null where a file does not tell.</summary>
    public decimal? SuccessRate { get; init; }

    /// <summary>Null where a file does not tell.</summary>
    public int? TasksExecuted { get; init; }
}
