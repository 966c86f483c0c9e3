using MissionControl.Missions;
using MissionControl.Missions.Reading;

namespace MissionControl.Hops;

/// <summary>
/// How the hops of a mission hang together: a hop runs as soon as the hops in its <c>depends_on</c> and the producers of its inputs are done.
/// The graph is closed (every input has a source) and free of cycles.
/// </summary>
public sealed class HopGraph
{
    private readonly IReadOnlyDictionary<string, HopLinks> _links;
    private readonly IReadOnlyDictionary<string, string> _producers;

    internal HopGraph(IReadOnlyList<HopDefinition> hops, IReadOnlyDictionary<string, HopLinks> links, IReadOnlyDictionary<string, string> producers) =>
        (Hops, _links, _producers) = (hops, links, producers);

    /// <summary>Every hop after its prerequisites; between ready hops the smaller <c>order</c> comes first, then the place in the document.</summary>
    public IReadOnlyList<HopDefinition> Hops { get; }

    /// <exception cref="ArgumentException">The graph is faulty; the message holds every fault. Never for a definition that <see cref="MissionDocument"/> read.</exception>
    public static HopGraph Of(MissionDefinition definition)
    {
        var errors = new DocumentErrors(definition.MissionId);
        return HopGraphBuilder.Build(definition, errors)
            ?? throw new ArgumentException(string.Join(Environment.NewLine, errors.ToList()), nameof(definition));
    }

    /// <summary>The faults of the graph alone; empty when there are none.</summary>
    public static IReadOnlyList<DocumentError> Problems(MissionDefinition definition, string file)
    {
        var errors = new DocumentErrors(file);
        HopGraphBuilder.Build(definition, errors);
        return errors.ToList();
    }

    /// <summary>The hop that exports the mission asset; null for a mission input.</summary>
    public string? ProducerOf(string asset) => _producers.GetValueOrDefault(asset);

    /// <summary>Hops that must have ended before this one starts, each once, in the order of <see cref="Hops"/>.</summary>
    /// <exception cref="KeyNotFoundException">The mission has no such hop.</exception>
    public IReadOnlyList<string> PrerequisitesOf(string hopId) => _links[hopId].Prerequisites;

    /// <summary>Hops that wait for this one, each once, in the order of <see cref="Hops"/>.</summary>
    /// <exception cref="KeyNotFoundException">The mission has no such hop.</exception>
    public IReadOnlyList<string> DependentsOf(string hopId) => _links[hopId].Dependents;

    /// <summary>Hops that take an asset which this one exports: those of its dependents that a skip may take along.</summary>
    /// <exception cref="KeyNotFoundException">The mission has no such hop.</exception>
    public IReadOnlyList<string> ConsumersOf(string hopId) => _links[hopId].Consumers;

    /// <summary>Mission asset to the hop that exports it, for those of the hop's inputs that are no mission inputs.</summary>
    /// <exception cref="KeyNotFoundException">The mission has no such hop.</exception>
    public IReadOnlyDictionary<string, string> ProducersOf(string hopId) => _links[hopId].Producers;

    /// <summary>The inputs that the hop cannot do without and whose producer is among the skipped hops: while there is one, the hop is skipped too.</summary>
    /// <exception cref="KeyNotFoundException">The mission has no such hop.</exception>
    public IReadOnlyList<InputBinding> LostInputs(string hopId, IReadOnlySet<string> skipped) => _links[hopId].Hop.Inputs
        .Where(input => !input.MayBeMissing && _producers.TryGetValue(input.Asset, out var producer) && skipped.Contains(producer))
        .ToList();
}

/// <summary>One hop's place in the graph.</summary>
internal sealed record HopLinks(HopDefinition Hop)
{
    public List<string> Prerequisites { get; } = [];

    public List<string> Dependents { get; } = [];

    public List<string> Consumers { get; } = [];

    public Dictionary<string, string> Producers { get; } = new(StringComparer.Ordinal);
}
