using MissionControl.Agents;

namespace MissionControl.Reference;

/// <summary>The content of a data directory in the Mission Control v2 file formats, as far as missions need it to run.</summary>
public sealed record ReferenceSet
{
    public static ReferenceSet Empty { get; } = new();

    public IReadOnlyList<Agent> Agents { get; init; } = [];

    /// <summary>Task id to the agents that can do it, in file order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> CapableAgents { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<AgentStats> Stats { get; init; } = [];
}
