namespace MissionControl.Agents;

/// <summary>Who does a hop and why: recorded in the history, so that it can be explained afterwards.</summary>
/// <param name="AgentId">The winner; null when nobody could be chosen.</param>
/// <param name="Strategy">The strategy that decided.</param>
/// <param name="Candidates">Everybody who was considered, in the order of the list of capable agents.</param>
/// <param name="ToolName">The tool that does the winner's work when the hop has no steps of its own.</param>
public sealed record RoutingDecision(string? AgentId, RoutingStrategy Strategy, IReadOnlyList<RoutingCandidate> Candidates, string? ToolName = null)
{
    /// <summary>Why nobody could be chosen: who was considered, and why each was not; null when there is a winner.</summary>
    public string? Problem { get; init; }
}

/// <summary>One agent that was considered.</summary>
/// <param name="Score">By <c>portfolio-rules</c> section 2, to four decimals; null for an agent that is not eligible.</param>
/// <param name="Reason">Why it is not eligible; null for one that is.</param>
public sealed record RoutingCandidate(string AgentId, decimal? Score, string? Reason)
{
    /// <summary>The statistics that the score was computed from; null for an agent without any.</summary>
    public AgentStats? Stats { get; init; }

    public int ActiveHops { get; init; }

    public decimal? CostPerTaskUsd { get; init; }
}

public enum RoutingStrategy
{
    Performance,
    FirstAvailable,
    LoadBalanced,
    CostOptimized,
}
