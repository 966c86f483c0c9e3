using MissionControl.Assets;
using MissionControl.Hops;

namespace MissionControl.Missions.Reading;

/// <summary>Follows a hop's isolated workspace: a step sees the hop's inputs and what earlier steps wrote, nothing else.</summary>
internal static class WorkspaceCheck
{
    /// <summary>A hop without steps is not judged: its steps are found later.</summary>
    public static void Report(HopDefinition hop, int index, DocumentErrors errors)
    {
        if (hop.Steps.Count == 0)
        {
            return;
        }

        var workspace = new HashSet<string>(hop.Inputs.Select(input => input.Local), StringComparer.Ordinal);
        for (var s = 0; s < hop.Steps.Count; s++)
        {
            var place = DocumentPlace.Step(index, s);
            foreach (var mapping in hop.Steps[s].Parameters)
            {
                if (mapping.StateAsset is { } asset && !workspace.Contains(asset))
                {
                    errors.Add(
                        place.Member("parameter_mapping").Member(mapping.Parameter).Member("state_asset"),
                        $"nothing in the hop is named {PathText.Quote(asset)} {When(hop, s, asset)}",
                        $"{Suggestion.DidYouMean(asset, workspace)}{Seen(workspace)}",
                        hidesGraph: false);
                }
            }

            workspace.UnionWith(hop.Steps[s].Results.Select(result => result.StateAsset).OfType<string>());
        }

        foreach (var output in hop.Outputs.Where(output => !workspace.Contains(output.Local)))
        {
            errors.Add(
                DocumentPlace.Hop(index).Member("output_mapping").Member(output.Local),
                $"no step writes {PathText.Quote(output.Local)}",
                $"{Suggestion.DidYouMean(output.Local, workspace)}{Seen(workspace)}",
                hidesGraph: false);
        }
    }

    private static string When(HopDefinition hop, int step, string asset)
    {
        var writer = hop.Steps.Skip(step).FirstOrDefault(later => later.Results.Any(result => result.StateAsset == asset));
        return writer is null ? "before this step" : $"before step {PathText.Quote(writer.Id)} has written it";
    }

    private static string Seen(HashSet<string> workspace) => workspace.Count == 0
        ? "The hop has no inputs, and no step has written anything: map a mission asset in input_mapping."
        : $"There are {Suggestion.Listed(workspace)}; map others in input_mapping.";
}
