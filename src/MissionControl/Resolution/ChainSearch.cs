namespace MissionControl.Resolution;

/// <summary>Finds the chain for a hop: the shortest, of these the cheapest, of these the first by the names of its tools.</summary>
internal sealed class ChainSearch
{
    public const int LongestChain = 4;

    /// <summary>More looks than this and the search gives up: what it then found could depend on chance, so it finds nothing.</summary>
    public const int MostExamined = 20_000;

    private readonly ToolReach _reach;
    private readonly IReadOnlyList<OutputRequirement> _requirements;
    private readonly HashSet<string> _overwritten;
    private Chain? _best;
    private Chain? _ambiguous;

    public ChainSearch(ToolReach reach, IReadOnlyList<OutputRequirement> requirements, IReadOnlyList<Place> inputs)
    {
        _reach = reach;
        _requirements = requirements;
        _overwritten = inputs.Select(input => input.Name).Intersect(requirements.Select(requirement => requirement.Local)).ToHashSet();
    }

    public int Examined { get; private set; }

    public bool GaveUp => Examined > MostExamined;

    /// <summary>
    /// No step of the chain is idle: without an idle step it would be shorter, and would have been found before.
    /// </summary>
    /// <returns>A chain without ambiguities; else, of the shortest length that has any, one with; else null.</returns>
    public Chain? Find(IReadOnlyList<Place> inputs)
    {
        for (var length = 1; length <= LongestChain && !GaveUp; length++)
        {
            Extend(new Chain([], inputs), length);
            if (GaveUp)
            {
                return null;
            }

            // An ambiguous chain is no reason to try a longer one: that would go around the question instead of asking it.
            if ((_best ?? _ambiguous) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private void Extend(Chain chain, int length)
    {
        var index = chain.Steps.Count;
        foreach (var tool in _reach.Tools.Where(tool => !chain.Uses(tool) && _reach.CanStandAt(tool, index, length)))
        {
            if (++Examined > MostExamined)
            {
                return;
            }

            var binding = ParameterBinder.Bind(tool, chain.Workspace);
            if (binding.Missing.Count > 0)
            {
                continue;
            }

            var longer = chain.With(tool, binding);
            if (longer.Steps.Count < length)
            {
                Extend(longer, length);
            }
            else
            {
                Offer(longer);
            }
        }
    }

    private void Offer(Chain chain)
    {
        var made = chain.Workspace.Where(place => place.Step != Place.Input).ToList();
        if (OutputAssignment.Assign(_requirements, made) is not { } outputs)
        {
            return;
        }

        var whole = chain with { Outputs = outputs };
        if (ReadsOverwritten(whole))
        {
            return;
        }

        if (whole.Ambiguities.Any())
        {
            _ambiguous = Better(whole, _ambiguous);
        }
        else
        {
            _best = Better(whole, _best);
        }
    }

    private static Chain Better(Chain chain, Chain? other) => other is null || chain.CompareTo(other) < 0 ? chain : other;

    /// <summary>True when a step takes an input whose local an earlier step has written over by then.</summary>
    private bool ReadsOverwritten(Chain chain) =>
        _overwritten.Count > 0 && chain.Outputs.Where(output => _overwritten.Contains(output.Local)).Any(output =>
            chain.Steps.Skip(output.Place.Step + 1).SelectMany(step => step.Binding.Bound)
                .Any(bound => bound.Place.Step == Place.Input && bound.Place.Name == output.Local));
}
