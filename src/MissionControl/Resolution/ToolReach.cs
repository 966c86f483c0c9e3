using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>
/// Which tools can stand at which place of a chain: those whose inputs can exist by then, and from which the required outputs
/// can still be reached. It leaves out what cannot matter before the search looks at any order.
/// </summary>
internal sealed class ToolReach
{
    private readonly List<HashSet<ToolSignature>> _runnable = [];
    private readonly List<HashSet<ToolSignature>> _useful = [];

    public ToolReach(IReadOnlyList<ToolSignature> tools, IReadOnlyList<Place> inputs, IReadOnlyList<OutputRequirement> requirements)
    {
        Tools = tools;
        Forward(inputs);
        Backward(requirements);
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<ToolSignature> Tools { get; }

    /// <summary>Everything that could exist in the workspace after any number of steps.</summary>
    public IReadOnlyList<Place> Everything { get; private set; } = [];

    /// <summary>Tools that could run after any number of steps.</summary>
    public IReadOnlyList<ToolSignature> Reachable => Tools.Where(_runnable[^1].Contains).ToList();

    /// <summary>True when the tool can be the step at that index (from 0) of a chain of that length.</summary>
    public bool CanStandAt(ToolSignature tool, int index, int length) =>
        _runnable[Math.Min(index, _runnable.Count - 1)].Contains(tool) && _useful[Math.Min(length - index, _useful.Count) - 1].Contains(tool);

    private void Forward(IReadOnlyList<Place> inputs)
    {
        var places = inputs.ToList();
        var runnable = new HashSet<ToolSignature>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            var next = Tools.Where(tool => !runnable.Contains(tool) && IsRunnable(tool, places)).ToList();
            if (next.Count == 0 && _runnable.Count > 0)
            {
                break;
            }

            runnable.UnionWith(next);
            places.AddRange(next.SelectMany(tool => tool.Outputs.Select(output => Place.Of(_runnable.Count, output))));
            _runnable.Add(new HashSet<ToolSignature>(runnable, ReferenceEqualityComparer.Instance));
        }

        Everything = places;
    }

    private static bool IsRunnable(ToolSignature tool, List<Place> places) =>
        tool.Parameters.All(parameter => !ParameterBinder.MustHaveValue(parameter) || Candidates.Exist(parameter, places));

    private void Backward(IReadOnlyList<OutputRequirement> requirements)
    {
        var useful = new HashSet<ToolSignature>(ReferenceEqualityComparer.Instance);
        useful.UnionWith(Tools.Where(tool => Makes(tool).Any(place => requirements.Any(requirement => OutputAssignment.Serves(place, requirement)))));
        _useful.Add(new HashSet<ToolSignature>(useful, ReferenceEqualityComparer.Instance));
        for (var length = 2; length <= ChainSearch.LongestChain; length++)
        {
            var feeders = Tools.Where(tool => useful.Any(later => Feeds(tool, later))).ToList();
            useful.UnionWith(feeders);
            _useful.Add(new HashSet<ToolSignature>(useful, ReferenceEqualityComparer.Instance));
        }
    }

    private static bool Feeds(ToolSignature tool, ToolSignature later)
    {
        var made = Makes(tool);
        return later.Parameters.Any(parameter => ParameterBinder.MustHaveValue(parameter)
            ? Candidates.Exist(parameter, made)
            : Candidates.ByName(parameter, made).Count > 0 || Candidates.ByMember(parameter, made).Count > 0);
    }

    private static List<Place> Makes(ToolSignature tool) => tool.Outputs.Select(output => Place.Of(0, output)).ToList();
}
