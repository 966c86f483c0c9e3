using MissionControl.Assets;
using MissionControl.Hops;
using MissionControl.Resolution;
using MissionControl.Steps;

namespace MissionControl.Missions.Reading;

/// <summary>
/// Finds what is certain to fail for its type: a parameter that gets the whole of an asset which can be no such thing, and a declared
/// output of the mission that no value of its maker fits. Judges written steps only; of the others nothing is known yet.
/// </summary>
internal static class TypeContradictions
{
    public static void Report(MissionDefinition mission, ToolRegistry tools, DocumentErrors errors)
    {
        var shapes = mission.Inputs.ToDictionary(input => input.Id, input => AssetShape.Of(input.Type, input.Content));
        var places = Enumerable.Range(0, mission.Hops.Count).ToDictionary(index => mission.Hops[index].Id);
        foreach (var hop in HopGraph.Of(mission).Hops.Where(hop => hop.Steps.Count > 0))
        {
            var index = places[hop.Id];
            var workspace = StepShapes.Inputs(hop, shapes);
            for (var s = 0; s < hop.Steps.Count; s++)
            {
                CheckStep(hop.Steps[s], workspace, DocumentPlace.Step(index, s), tools, errors);
                workspace = StepShapes.After([hop.Steps[s]], workspace, tools);
            }

            CheckOutputs(mission, hop, workspace, DocumentPlace.Hop(index), errors);
            foreach (var output in hop.Outputs.Where(output => workspace.ContainsKey(output.Local)))
            {
                shapes[output.Asset] = workspace[output.Local];
            }
        }
    }

    private static void CheckStep(
        StepDefinition step, IReadOnlyDictionary<string, AssetShape> workspace, DocumentPlace place, ToolRegistry tools, DocumentErrors errors)
    {
        var signature = tools.Find(step.ToolName)?.Signature;
        foreach (var mapping in step.Parameters.Where(one => one.StateAsset is not null && StepShapes.IsWhole(one.Path)))
        {
            if (signature?.FindParameter(mapping.Parameter) is { } parameter
                && workspace.GetValueOrDefault(mapping.StateAsset!) is { } shape
                && TypeFit.Contradicts(shape.Type, parameter.Type))
            {
                errors.Add(
                    place.Member("parameter_mapping").Member(mapping.Parameter),
                    $"{PathText.Quote(mapping.StateAsset!)} is {shape.Type}, and {PathText.Quote(parameter.Name)} of {signature.Name} is {parameter.Type}",
                    "Map another asset, or give the path of a part of it.",
                    hidesGraph: false);
            }
        }
    }

    private static void CheckOutputs(
        MissionDefinition mission, HopDefinition hop, IReadOnlyDictionary<string, AssetShape> workspace, DocumentPlace place, DocumentErrors errors)
    {
        foreach (var output in hop.Outputs)
        {
            if (mission.Outputs.FirstOrDefault(one => one.Id == output.Asset) is { } declared
                && workspace.GetValueOrDefault(output.Local) is { } shape
                && TypeFit.Contradicts(shape.Type, declared.Type))
            {
                errors.Add(
                    place.Member("output_mapping").Member(output.Local),
                    $"{PathText.Quote(output.Local)} is {shape.Type}, and the mission's output {PathText.Quote(output.Asset)} is declared as {declared.Type}",
                    "Export another asset, or declare the output's type as it is.",
                    hidesGraph: false);
            }
        }
    }
}
