using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Missions.Reading;

namespace MissionControl.Hops;

/// <summary>Who gives each mission asset: the mission's start or exactly one hop.</summary>
internal sealed class AssetSources
{
    /// <summary>Stands for the mission's start where a hop's index would stand.</summary>
    public const int MissionInput = -1;

    private readonly Dictionary<string, int> _sources = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Assets => _sources.Keys;

    public static AssetSources Of(MissionDefinition mission, DocumentErrors errors)
    {
        var sources = new AssetSources();
        sources.AddInputs(mission, errors);
        for (var i = 0; i < mission.Hops.Count; i++)
        {
            foreach (var output in mission.Hops[i].Outputs)
            {
                sources.AddExport(mission, i, output, errors);
            }
        }

        CheckOutputs(mission, errors);
        return sources;
    }

    /// <summary>The index of the hop that exports the asset, <see cref="MissionInput"/>, or null for an asset nobody gives.</summary>
    public int? Find(string asset) => _sources.TryGetValue(asset, out var source) ? source : null;

    /// <summary>Asset to hop, without the mission's inputs.</summary>
    public IReadOnlyDictionary<string, string> Producers(MissionDefinition mission) => _sources
        .Where(source => source.Value != MissionInput)
        .ToDictionary(source => source.Key, source => mission.Hops[source.Value].Id, StringComparer.Ordinal);

    private void AddInputs(MissionDefinition mission, DocumentErrors errors)
    {
        for (var i = 0; i < mission.Inputs.Count; i++)
        {
            var id = mission.Inputs[i].Id;
            if (id.Length > 0 && !_sources.TryAdd(id, MissionInput))
            {
                errors.Add(
                    DocumentPlace.Root.Member("inputs").At(i).Member("id"),
                    $"input id {PathText.Quote(id)} stands twice",
                    "Give every input an id of its own.",
                    hidesGraph: false);
            }
        }
    }

    private void AddExport(MissionDefinition mission, int hop, OutputBinding output, DocumentErrors errors)
    {
        if (_sources.TryAdd(output.Asset, hop))
        {
            return;
        }

        var place = DocumentPlace.Hop(hop).Member("output_mapping").Member(output.Local);
        var asset = PathText.Quote(output.Asset);
        var other = _sources[output.Asset];
        var found = other == MissionInput ? $"exports {asset}, which is a mission input"
            : other == hop ? $"exports {asset} a second time"
            : $"exports {asset}, which hop {PathText.Quote(mission.Hops[other].Id)} exports already";
        errors.Add(place, found, "An asset comes from one place: export it under another id.", hidesGraph: false);
    }

    private static void CheckOutputs(MissionDefinition mission, DocumentErrors errors)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mission.Outputs.Count; i++)
        {
            var id = mission.Outputs[i].Id;
            if (id.Length > 0 && !ids.Add(id))
            {
                errors.Add(
                    DocumentPlace.Root.Member("outputs").At(i).Member("id"),
                    $"output id {PathText.Quote(id)} stands twice",
                    "Give every output an id of its own.",
                    hidesGraph: false);
            }
        }
    }
}
