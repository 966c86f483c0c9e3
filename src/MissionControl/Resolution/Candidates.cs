using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>A place, or a member of its content, that a parameter could be bound to.</summary>
internal sealed record Candidate(Place Place, string? Member)
{
    public string Describe() => Place.Describe(Member);
}

/// <summary>What a parameter could be bound to, by each of the three ranks. All lists keep the order of the workspace.</summary>
internal static class Candidates
{
    /// <summary>Assets of the parameter's name; without one, assets that share a name or alias with it.</summary>
    public static IReadOnlyList<Candidate> ByName(ToolParameter parameter, IEnumerable<Place> workspace)
    {
        var able = workspace.Where(place => TypeFit.CanBe(place.Shape.Type, parameter.Type)).ToList();
        return FirstFilled(
            able.Where(place => place.Name == parameter.Name),
            able.Where(place => parameter.IsNamed(place.Name) || place.Aliases.Any(parameter.IsNamed)));
    }

    /// <summary>Assets of the very type; without one, assets that are such a thing too. <c>any</c> never binds by type.</summary>
    public static IReadOnlyList<Candidate> ByType(ToolParameter parameter, IEnumerable<Place> workspace)
    {
        var fitting = workspace.Where(place => TypeFit.Is(place.Shape.Type, parameter.Type)).ToList();
        return FirstFilled(fitting.Where(place => place.Shape.Type == parameter.Type), fitting);
    }

    /// <summary>Members of the parameter's name; without one, of its aliases.</summary>
    public static IReadOnlyList<Candidate> ByMember(ToolParameter parameter, IReadOnlyList<Place> workspace)
    {
        var exact = Members(parameter, workspace, parameter.Name);
        return exact.Count > 0 ? exact : parameter.Aliases.SelectMany(alias => Members(parameter, workspace, alias)).ToList();
    }

    /// <summary>True when the parameter could be bound to one of the places, whatever else there is.</summary>
    public static bool Exist(ToolParameter parameter, IReadOnlyList<Place> workspace) =>
        ByName(parameter, workspace).Count > 0 || ByType(parameter, workspace).Count > 0 || ByMember(parameter, workspace).Count > 0;

    private static List<Candidate> Members(ToolParameter parameter, IReadOnlyList<Place> workspace, string name) =>
        workspace
            .Where(place => place.Shape.Members.TryGetValue(name, out var type) && TypeFit.CanBe(type, parameter.Type))
            .Select(place => new Candidate(place, name))
            .ToList();

    private static List<Candidate> FirstFilled(IEnumerable<Place> first, IEnumerable<Place> second)
    {
        var places = first.ToList();
        return (places.Count > 0 ? places : second).Select(place => new Candidate(place, null)).ToList();
    }
}
