using MissionControl.Assets;

namespace MissionControl.Resolution;

/// <summary>Which output of a chain goes into which local that the hop exports; one output feeds one local.</summary>
/// <param name="Ambiguities">A sentence where several outputs would do; the first then stands for them.</param>
internal sealed record OutputAssignment(string Local, Place Place, IReadOnlyList<string> Ambiguities)
{
    /// <summary>Null when a required output is not among what the chain makes. Locals that an output shares its name with are served first.</summary>
    public static IReadOnlyList<OutputAssignment>? Assign(IReadOnlyList<OutputRequirement> requirements, IReadOnlyList<Place> made)
    {
        var assigned = new Dictionary<string, OutputAssignment>();
        var free = made.ToList();
        foreach (var byName in new[] { true, false })
        {
            foreach (var requirement in requirements.Where(requirement => !assigned.ContainsKey(requirement.Local)))
            {
                var candidates = byName ? Named(requirement, free) : Typed(requirement, free);
                if (candidates.Count > 0)
                {
                    assigned[requirement.Local] = Choose(requirement, candidates);
                    free.Remove(candidates[0]);
                }
            }
        }

        return assigned.Count < requirements.Count ? null : requirements.Select(requirement => assigned[requirement.Local]).ToList();
    }

    /// <summary>True when the output could serve the requirement.</summary>
    public static bool Serves(Place output, OutputRequirement requirement) =>
        requirement.Type is { } type ? TypeFit.Is(output.Shape.Type, type) : IsNamed(output, requirement.Local);

    private static List<Place> Named(OutputRequirement requirement, List<Place> free)
    {
        var able = free.Where(place => Serves(place, requirement)).ToList();
        var exact = able.Where(place => place.Name == requirement.Local).ToList();
        return exact.Count > 0 ? exact : able.Where(place => IsNamed(place, requirement.Local)).ToList();
    }

    private static List<Place> Typed(OutputRequirement requirement, List<Place> free)
    {
        var able = free.Where(place => Serves(place, requirement)).ToList();

        // A list of something is as much a list as one of anything.
        var exact = requirement.Type == AssetType.List ? [] : able.Where(place => place.Shape.Type == requirement.Type).ToList();
        return exact.Count > 0 ? exact : able;
    }

    private static OutputAssignment Choose(OutputRequirement requirement, List<Place> candidates) => new(
        requirement.Local,
        candidates[0],
        candidates.Count == 1 ? [] : [$"output {requirement.Describe()} could be {string.Join(" and ", candidates.Select(one => one.Describe()))}"]);

    private static bool IsNamed(Place output, string local) => output.Name == local || output.Aliases.Contains(local);
}
