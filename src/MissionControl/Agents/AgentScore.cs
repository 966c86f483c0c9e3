namespace MissionControl.Agents;

/// <summary>
/// How good an agent is by its statistics: approval rate, less escalation rate, less its share of the longest average duration, weighted.
/// </summary>
public static class AgentScore
{
    /// <summary>D of the formula: the longest average duration over all agents with statistics; 1 when that is not positive.</summary>
    public static decimal LongestDuration(IReadOnlyList<AgentStats> stats)
    {
        var longest = stats.Count == 0 ? 0 : stats.Max(one => one.AvgTaskDurationMinutes);
        return longest > 0 ? longest : 1;
    }

    /// <summary>Unrounded, so that equal means equal. Without statistics the rates are 0 and the duration is the weights' assumption.</summary>
    public static decimal Of(AgentStats? stats, decimal longestDuration, RoutingWeights weights)
    {
        var approval = stats?.ApprovalRate ?? 0;
        var escalation = stats?.EscalationRate ?? 0;
        var duration = stats?.AvgTaskDurationMinutes ?? weights.UnknownDurationMinutes;
        return (weights.Approval * approval) - (weights.Escalation * escalation) - (weights.Duration * duration / longestDuration);
    }
}
