namespace MissionControl.Agents;

/// <summary>What is asked of the router: somebody for one hop.</summary>
/// <param name="HopId">The hop's id, which is the task id of the capability matrix.</param>
public sealed record RoutingRequest(string HopId)
{
    /// <summary>Set: the agents whose <c>capabilities</c> hold it are considered. Null: the matrix row of the task counts.</summary>
    public string? Capability { get; init; }

    /// <summary>Set: nobody else is considered.</summary>
    public string? Agent { get; init; }

    public RoutingStrategy Strategy { get; init; } = RoutingStrategy.Performance;

    /// <summary>Agents that did the hop in an earlier round; they are never chosen again.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>Agent id to the number of hops it has in hand; an agent that is not listed has none.</summary>
    public IReadOnlyDictionary<string, int> ActiveHops { get; init; } = new Dictionary<string, int>();
}

/// <summary>The weights of an agent's score: rates count as they are, the duration as a share of the longest average.</summary>
public sealed record RoutingWeights
{
    /// <summary>Default 1.</summary>
    public decimal Approval { get; init; } = 1m;

    /// <summary>Default 1.</summary>
    public decimal Escalation { get; init; } = 1m;

    /// <summary>Default 0.2.</summary>
    public decimal Duration { get; init; } = 0.2m;

    /// <summary>Minutes assumed for an agent without statistics. Default 60.</summary>
    public decimal UnknownDurationMinutes { get; init; } = 60m;
}
