using MissionControl.Steps;

namespace MissionControl.Resolution;

/// <summary>A chain in words, for the people who approve a plan.</summary>
internal static class ChainText
{
    public static string Describe(IReadOnlyList<StepDefinition> steps, Chain chain)
    {
        var exports = chain.Outputs.Select(output => $"{output.Local} (its {output.Place.Name})");
        return $"{string.Join(", then ", steps.Select(Step))}; exports {string.Join(", ", exports)}";
    }

    private static string Step(StepDefinition step) =>
        step.Parameters.Count == 0 ? step.ToolName : $"{step.ToolName} ({string.Join(", ", step.Parameters.Select(Parameter))})";

    private static string Parameter(ParameterMapping mapping) =>
        $"{mapping.Parameter} from {mapping.StateAsset}{(mapping.Path == "content" ? "" : mapping.Path!["content".Length..])}";
}
