using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>Says of a hop without a chain what could be reached and what is missing.</summary>
internal static class ResolutionProblem
{
    private const int MostNamed = 8;

    public static string Describe(ToolReach reach, IReadOnlyList<OutputRequirement> requirements, IReadOnlyList<Place> inputs, bool gaveUp)
    {
        if (gaveUp)
        {
            return $"too many combinations of tools could make {Wanted(requirements)}: the search stops after {ChainSearch.MostExamined} looks";
        }

        var unmet = requirements.Where(requirement => !Made(reach).Any(place => OutputAssignment.Serves(place, requirement))).ToList();
        var missing = unmet.Count > 0
            ? string.Join("; ", unmet.Select(requirement => Missing(reach, requirement)))
            : $"together {Wanted(requirements)} would take more than {ChainSearch.LongestChain} tools, or a tool twice";
        return $"no chain of 1 to {ChainSearch.LongestChain} tools makes {Wanted(requirements)} from {Given(inputs)}. Within reach: {Reached(reach)}. Missing: {missing}";
    }

    /// <summary>What a tool lacks in a workspace, for error texts.</summary>
    public static string Lacks(ToolSignature tool, IEnumerable<ToolParameter> parameters) =>
        $"{tool.Name} needs {string.Join(" and ", parameters.Select(parameter => $"'{parameter.Name}' ({parameter.Type})"))}, which nothing gives";

    private static string Missing(ToolReach reach, OutputRequirement requirement)
    {
        var makers = reach.Tools.Where(tool => tool.Outputs.Any(output => OutputAssignment.Serves(Place.Of(0, output), requirement))).ToList();
        if (makers.Count > 0)
        {
            return Some(makers.Select(tool => Lacks(tool, Unbound(tool, reach.Everything))), "; ");
        }

        return requirement.Type is null
            ? $"no tool has an output named '{requirement.Local}', and neither the mission's outputs nor a written step say its type"
            : $"no tool makes a {requirement.Type}";
    }

    private static IEnumerable<ToolParameter> Unbound(ToolSignature tool, IReadOnlyList<Place> places) =>
        tool.Parameters.Where(parameter => ParameterBinder.MustHaveValue(parameter) && !Candidates.Exist(parameter, places));

    private static IEnumerable<Place> Made(ToolReach reach) => reach.Everything.Where(place => place.Step != Place.Input);

    private static string Wanted(IReadOnlyList<OutputRequirement> requirements) =>
        string.Join(" and ", requirements.Select(requirement => requirement.Describe()));

    private static string Given(IReadOnlyList<Place> inputs) =>
        inputs.Count == 0 ? "no inputs" : Some(inputs.Select(input => $"'{input.Name}' ({input.Shape.Type}{Members(input)})"), ", ");

    private static string Members(Place input) =>
        input.Shape.Members.Count == 0 ? "" : $" with {Some(input.Shape.Members.Keys.Select(name => PathText.IsPlain(name) ? name : PathText.Quote(name)), ", ")}";

    private static string Reached(ToolReach reach)
    {
        var tools = reach.Reachable.Where(tool => tool.Outputs.Count > 0).ToList();
        return tools.Count == 0
            ? "nothing, no tool has all it needs"
            : Some(tools.Select(tool => $"{tool.Name} makes {string.Join(", ", tool.Outputs.Select(output => $"{output.Name} ({output.Type})"))}"), "; ");
    }

    private static string Some(IEnumerable<string> texts, string separator)
    {
        var all = texts.ToList();
        return all.Count <= MostNamed
            ? string.Join(separator, all)
            : $"{string.Join(separator, all.Take(MostNamed))}{separator}and {all.Count - MostNamed} more";
    }
}
