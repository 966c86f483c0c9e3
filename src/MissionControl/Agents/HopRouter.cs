using MissionControl.Reference;

namespace MissionControl.Agents;

/// <summary>Chooses who does a hop: the same request and reference data give the same decision. Only capable, known and available agents are chosen.</summary>
public static class HopRouter
{
    /// <summary>The tool of an agent that names none.</summary>
    public const string DefaultTool = "template";

    public static RoutingDecision Route(RoutingRequest request, ReferenceSet reference, RoutingWeights? weights = null)
    {
        var considered = Considered(request, reference).Distinct(StringComparer.Ordinal).ToList();
        var rated = Rate(request, reference, considered, weights ?? new RoutingWeights());
        var winner = Choose(request.Strategy, rated.Where(one => one.Candidate.Reason is null).ToList());
        var candidates = rated.Select(one => one.Candidate).ToList();
        return winner is null
            ? new RoutingDecision(null, request.Strategy, candidates) { Problem = Problem(request, candidates) }
            : new RoutingDecision(winner.AgentId, request.Strategy, candidates, reference.FindAgent(winner.AgentId)?.Tool ?? DefaultTool);
    }

    private static IEnumerable<string> Considered(RoutingRequest request, ReferenceSet reference) => request switch
    {
        { Agent: { } agent } => [agent],
        { Capability: { } capability } => reference.Agents.Where(agent => agent.Capabilities.Contains(capability)).Select(agent => agent.AgentId),
        _ => reference.CapableAgents.GetValueOrDefault(request.HopId) ?? [],
    };

    private static List<RatedCandidate> Rate(RoutingRequest request, ReferenceSet reference, List<string> considered, RoutingWeights weights)
    {
        var longest = AgentScore.LongestDuration(reference.Stats);
        var rated = new List<RatedCandidate>();
        foreach (var id in considered)
        {
            var stats = reference.Stats.FirstOrDefault(one => one.AgentId == id);
            var reason = WhyNot(request, reference, id);
            var score = AgentScore.Of(stats, longest, weights);
            decimal? shown = reason is null ? Math.Round(score, 4, MidpointRounding.AwayFromZero) : null;
            rated.Add(new RatedCandidate(score, new RoutingCandidate(id, shown, reason)
            {
                Stats = stats,
                ActiveHops = request.ActiveHops.GetValueOrDefault(id),
                CostPerTaskUsd = reference.FindAgent(id)?.CostPerTaskUsd,
            }));
        }

        return rated;
    }

    private static string? WhyNot(RoutingRequest request, ReferenceSet reference, string id)
    {
        var agent = reference.FindAgent(id);
        if (agent is null)
        {
            return "not in the agent registry";
        }

        if (!agent.IsAvailable)
        {
            return $"its status is '{agent.Status}', not 'available'";
        }

        // A document may name an agent for a task of the matrix; the matrix still is the gate.
        if (request.Agent == id && reference.CapableAgents.TryGetValue(request.HopId, out var row) && !row.Contains(id))
        {
            return $"the capability matrix does not list it for task '{request.HopId}'";
        }

        return request.Excluded.Contains(id) ? "it did this hop in an earlier round" : null;
    }

    // OrderBy is stable: of equals the earlier in the list comes first.
    private static RoutingCandidate? Choose(RoutingStrategy strategy, List<RatedCandidate> eligible) => (strategy switch
    {
        RoutingStrategy.Performance => eligible.OrderByDescending(one => one.Score),
        RoutingStrategy.FirstAvailable => eligible.AsEnumerable(),
        RoutingStrategy.LoadBalanced => eligible.OrderBy(one => one.Candidate.ActiveHops),
        RoutingStrategy.CostOptimized => eligible
            .OrderBy(one => one.Candidate.CostPerTaskUsd ?? decimal.MaxValue)
            .ThenByDescending(one => one.Score),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Not a routing strategy."),
    }).FirstOrDefault()?.Candidate;

    private static string Problem(RoutingRequest request, List<RoutingCandidate> candidates)
    {
        if (candidates.Count > 0)
        {
            return $"Nobody can do hop '{request.HopId}': {string.Join("; ", candidates.Select(one => $"{one.AgentId}: {one.Reason}"))}.";
        }

        return request.Capability is { } capability
            ? $"Nobody can do hop '{request.HopId}': no agent has the capability '{capability}'."
            : $"Nobody can do hop '{request.HopId}': the capability matrix has no agents for it.";
    }

    private sealed record RatedCandidate(decimal Score, RoutingCandidate Candidate);
}
