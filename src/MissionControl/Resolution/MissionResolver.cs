using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>A mission with the steps of its unresolved hops filled in, as far as that was possible.</summary>
/// <param name="Definition">With errors: the hops that stay unresolved are as they were.</param>
/// <param name="Explanations">Hop id to the chain in words, for the hops that were resolved here.</param>
/// <param name="Errors">One for each hop that cannot be resolved, at its place in the document.</param>
public sealed record MissionResolution(
    MissionDefinition Definition, IReadOnlyDictionary<string, string> Explanations, IReadOnlyList<DocumentError> Errors);

/// <summary>
/// Resolves every hop of a mission that has no steps and that nobody is responsible for, producers before consumers, so that each
/// hop knows the types of what it gets.
/// </summary>
public sealed class MissionResolver
{
    private readonly MissionDefinition _definition;
    private readonly string _file;
    private readonly ToolRegistry _tools;
    private readonly OutputNeeds _needs;
    private readonly Dictionary<string, AssetShape> _shapes;
    private readonly Dictionary<string, string> _explanations = [];
    private readonly List<DocumentError> _errors = [];

    private MissionResolver(MissionDefinition definition, string file, ToolRegistry tools, IReadOnlyDictionary<string, AssetShape>? inputs)
    {
        _definition = definition;
        _file = file;
        _tools = tools;
        _needs = new OutputNeeds(definition, tools);
        _shapes = definition.Inputs.ToDictionary(
            input => input.Id, input => inputs?.GetValueOrDefault(input.Id) ?? AssetShape.Of(input.Type, input.Content));
    }

    /// <param name="definition">Sound in itself, as <see cref="MissionDocument"/> reads it.</param>
    /// <param name="isRouted">True for a hop that an agent does: it needs no steps.</param>
    /// <param name="inputs">Mission input id to its shape (<see cref="AssetShape.Of"/>) where the run was given another content than the document's.</param>
    public static MissionResolution Resolve(
        MissionDefinition definition,
        string file,
        ToolRegistry tools,
        Func<HopDefinition, bool> isRouted,
        IReadOnlyDictionary<string, AssetShape>? inputs = null) => new MissionResolver(definition, file, tools, inputs).Resolve(isRouted);

    private MissionResolution Resolve(Func<HopDefinition, bool> isRouted)
    {
        var hops = _definition.Hops.ToArray();
        var places = Enumerable.Range(0, hops.Length).ToDictionary(index => hops[index].Id);
        foreach (var hop in HopGraph.Of(_definition).Hops)
        {
            var index = places[hop.Id];
            if (hop.Steps.Count == 0 && !isRouted(hop))
            {
                hops[index] = Resolve(hop, index);
            }

            Export(hops[index]);
        }

        return new MissionResolution(_definition with { Hops = hops }, _explanations, _errors);
    }

    private HopDefinition Resolve(HopDefinition hop, int index)
    {
        var requirements = _needs.Of(hop, out var problem);
        var found = problem is null
            ? HopResolver.Resolve(hop, new ResolutionContext(StepShapes.Inputs(hop, _shapes), requirements, _tools))
            : new HopResolution { Problem = problem };
        if (found.Problem is { } why)
        {
            _errors.Add(new DocumentError(
                _file,
                $"$.hops[{index}]",
                $"hop '{hop.Id}' has no steps and cannot be resolved: {why}",
                "Write its steps, name its inputs after the parameters they are for, or declare the types of what it takes and makes"));
            return hop;
        }

        _explanations[hop.Id] = found.Explanation!;
        return hop with { Steps = found.Steps };
    }

    private void Export(HopDefinition hop)
    {
        var locals = StepShapes.After(hop.Steps, StepShapes.Inputs(hop, _shapes), _tools);
        foreach (var output in hop.Outputs)
        {
            // Nobody knows yet what an agent's tool, or a hop that stays unresolved, makes: only the mission's own word counts.
            var declared = _definition.Outputs.FirstOrDefault(one => one.Id == output.Asset)?.Type ?? AssetType.Any;
            _shapes[output.Asset] = locals.GetValueOrDefault(output.Local) ?? new AssetShape(declared);
        }
    }
}
