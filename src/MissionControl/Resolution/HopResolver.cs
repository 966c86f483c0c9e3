using MissionControl.Hops;

namespace MissionControl.Resolution;

/// <summary>
/// Turns an unresolved hop into one tool step, else into a chain of two to four; the same hop, knowledge and tools always give the
/// same chain: the shortest, then the cheapest, then the first by the names of its tools. It never guesses: several candidates of the
/// same rank leave the hop unresolved.
/// </summary>
public static class HopResolver
{
    public static HopResolution Resolve(HopDefinition hop, ResolutionContext context)
    {
        if (context.Outputs.Count == 0)
        {
            return new HopResolution { Problem = "it has no steps and exports nothing, so nothing says what to make" };
        }

        var inputs = Inputs(hop.Inputs, context.Inputs);
        var tools = context.Tools.All.Select(tool => tool.Signature).Where(tool => !tool.OnlyByName).ToList();
        var reach = new ToolReach(tools, inputs, context.Outputs);
        var search = new ChainSearch(reach, context.Outputs, inputs);
        var chain = search.Find(inputs);
        var ambiguities = chain?.Ambiguities.ToList() ?? [];
        if (chain is null || ambiguities.Count > 0)
        {
            var problem = chain is null
                ? ResolutionProblem.Describe(reach, context.Outputs, inputs, search.GaveUp)
                : $"it is ambiguous: {string.Join("; ", ambiguities)}";
            return new HopResolution { Problem = problem, Examined = search.Examined };
        }

        chain = LeftoverInputs.Bind(chain);
        var steps = ChainSteps.Write(hop, chain);
        return new HopResolution { Steps = steps, Explanation = ChainText.Describe(steps, chain), Examined = search.Examined };
    }

    internal static IReadOnlyList<Place> Inputs(IReadOnlyList<InputBinding> bindings, IReadOnlyDictionary<string, AssetShape> shapes) =>
        bindings.Select(binding => new Place(Place.Input, binding.Local, shapes.GetValueOrDefault(binding.Local) ?? new AssetShape(Assets.AssetType.Any))
        {
            MayBeMissing = binding is { Optional: true, Default: null },
        }).ToList();
}
