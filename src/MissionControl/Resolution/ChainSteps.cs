using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>Writes a chain as steps of a document: outputs that are exported go into their locals, the others that are used into locals of their own.</summary>
internal sealed class ChainSteps
{
    private readonly Dictionary<(int Step, string Output), string> _locals = [];
    private readonly Chain _chain;

    private ChainSteps(HopDefinition hop, Chain chain)
    {
        _chain = chain;
        var taken = hop.Inputs.Select(input => input.Local).Concat(hop.Outputs.Select(output => output.Local)).ToHashSet(StringComparer.Ordinal);
        foreach (var output in chain.Outputs)
        {
            _locals[(output.Place.Step, output.Place.Name)] = output.Local;
        }

        var used = chain.Steps.SelectMany(step => step.Binding.Bound).Select(bound => bound.Place).Where(place => place.Step != Place.Input);
        foreach (var place in used.OrderBy(place => place.Step).Where(place => !_locals.ContainsKey((place.Step, place.Name))))
        {
            _locals[(place.Step, place.Name)] = Free(place, taken);
        }
    }

    public static IReadOnlyList<StepDefinition> Write(HopDefinition hop, Chain chain)
    {
        var writer = new ChainSteps(hop, chain);
        return chain.Steps.Select((step, index) => writer.Step(step, index)).ToList();
    }

    private static string Free(Place place, HashSet<string> taken)
    {
        var name = place.Name;
        for (var attempt = 1; !taken.Add(name); attempt++)
        {
            name = attempt == 1 ? $"step{place.Step + 1}_{place.Name}" : $"step{place.Step + 1}_{place.Name}_{attempt}";
        }

        return name;
    }

    private StepDefinition Step(ChainStep step, int index) => new($"step{index + 1}", step.Tool.Name)
    {
        Description = step.Tool.Description,
        Parameters = step.Binding.Bound.Select(Parameter).ToList(),
        Results = step.Tool.Outputs
            .Where(output => _locals.ContainsKey((index, output.Name)))
            .Select(output => new ResultMapping(output.Name) { StateAsset = _locals[(index, output.Name)], Path = "content" })
            .ToList(),
    };

    private ParameterMapping Parameter(BoundParameter bound) => new(bound.Parameter.Name)
    {
        StateAsset = bound.Place.Step == Place.Input ? bound.Place.Name : _locals[(bound.Place.Step, bound.Place.Name)],
        Path = bound.Member is null ? "content" : PathText.Member("content", bound.Member),
        Optional = bound.Place.MayBeMissing && !ParameterBinder.MustHaveValue(bound.Parameter),
    };
}
