using MissionControl.Agents;
using MissionControl.Reference;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>What a hop is expected to cost and take, from what is written down about it.</summary>
internal static class HopEstimate
{
    /// <summary>
    /// US dollars: the hop's own estimate, else its tools' and its agent's together; of several agents that may do it, the dearest. Null: nobody knows.
    /// </summary>
    public static decimal? CostUsd(HopDefinition hop, ToolRegistry tools, ReferenceSet reference)
    {
        var agents = hop.IsRouted ? RoutingCheck.Capable(hop, reference).Max(agent => agent.CostPerTaskUsd) : null;
        return hop.EstimatedCostUsd ?? Sum(ToolsUsd(hop.Steps.Select(step => step.ToolName), tools), agents);
    }

    /// <summary>One call of each; null when none of them has a price.</summary>
    public static decimal? ToolsUsd(IEnumerable<string> names, ToolRegistry tools)
    {
        var sum = names.Sum(name => tools.Find(name)?.Signature.CostUsd ?? 0);
        return sum == 0 ? null : sum;
    }

    public static decimal? Sum(decimal? one, decimal? other) => one is null ? other : one + (other ?? 0);
}
