using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Missions.Reading;

namespace MissionControl.Hops;

/// <summary>Builds the graph in time linear in the document, and reports every fault of it.</summary>
internal sealed class HopGraphBuilder
{
    private readonly MissionDefinition _mission;
    private readonly DocumentErrors _errors;
    private readonly AssetSources _sources;
    private readonly Dictionary<string, int> _hops = new(StringComparer.Ordinal);
    private readonly List<int>[] _prerequisites;

    private HopGraphBuilder(MissionDefinition mission, DocumentErrors errors)
    {
        (_mission, _errors) = (mission, errors);
        _sources = AssetSources.Of(mission, errors);
        _prerequisites = new List<int>[mission.Hops.Count];
    }

    /// <summary>Null when the graph is faulty, which is then reported.</summary>
    public static HopGraph? Build(MissionDefinition mission, DocumentErrors errors)
    {
        var before = errors.Count;
        var builder = new HopGraphBuilder(mission, errors);
        builder.NameHops();
        for (var i = 0; i < mission.Hops.Count; i++)
        {
            builder.LinkHop(i);
        }

        builder.CheckUses();
        var order = HopOrder.Sort(mission.Hops, builder._prerequisites, errors);
        return errors.Count > before || order is null ? null : builder.Graph(order);
    }

    private void NameHops()
    {
        for (var i = 0; i < _mission.Hops.Count; i++)
        {
            var hop = _mission.Hops[i];
            if (!_hops.TryAdd(hop.Id, i))
            {
                _errors.Add(
                    DocumentPlace.Hop(i).Member("id"),
                    $"hop id {PathText.Quote(hop.Id)} is taken by {DocumentPlace.Hop(_hops[hop.Id])}",
                    "Give every hop an id of its own.",
                    hidesGraph: false);
            }

            var steps = new HashSet<string>(StringComparer.Ordinal);
            for (var s = 0; s < hop.Steps.Count; s++)
            {
                if (!steps.Add(hop.Steps[s].Id))
                {
                    _errors.Add(
                        DocumentPlace.Step(i, s).Member("id"),
                        $"step id {PathText.Quote(hop.Steps[s].Id)} is taken by an earlier step of the hop",
                        "Give every step of a hop an id of its own.");
                }
            }
        }
    }

    private void LinkHop(int index)
    {
        var hop = _mission.Hops[index];
        var links = new SortedSet<int>();
        for (var d = 0; d < hop.DependsOn.Count; d++)
        {
            LinkDependency(index, hop.DependsOn[d], DocumentPlace.Hop(index).Member("depends_on").At(d), links);
        }

        foreach (var input in hop.Inputs)
        {
            LinkInput(index, input, DocumentPlace.Hop(index).Member("input_mapping").Member(input.Local), links);
        }

        _prerequisites[index] = [.. links];
    }

    private void LinkDependency(int index, string name, DocumentPlace place, SortedSet<int> links)
    {
        if (!_hops.TryGetValue(name, out var other))
        {
            if (!_errors.GraphIsIncomplete)
            {
                _errors.Add(place, $"no hop is named {PathText.Quote(name)}", Cure(name, _hops.Keys, "The hops are"), hidesGraph: false);
            }
        }
        else if (other == index)
        {
            _errors.Add(place, $"hop {PathText.Quote(name)} depends on itself", "Remove it.", hidesGraph: false);
        }
        else
        {
            links.Add(other);
        }
    }

    private void LinkInput(int index, InputBinding input, DocumentPlace place, SortedSet<int> links)
    {
        var source = _sources.Find(input.Asset);
        if (source is null)
        {
            ReportUnknown(input.Asset, place);
        }
        else if (source == index)
        {
            _errors.Add(
                place,
                $"the hop needs {PathText.Quote(input.Asset)}, which it exports itself",
                "Take it from another hop or a mission input, or export it under another id.",
                hidesGraph: false);
        }
        else if (source != AssetSources.MissionInput)
        {
            links.Add(source.Value);
        }
    }

    private void CheckUses()
    {
        for (var i = 0; i < _mission.Outputs.Count; i++)
        {
            var id = _mission.Outputs[i].Id;
            if (id.Length > 0 && _sources.Find(id) is null)
            {
                ReportUnknown(id, DocumentPlace.Root.Member("outputs").At(i).Member("id"));
            }
        }

        foreach (var kpi in _mission.Kpis)
        {
            if (kpi.StateAsset is { } asset && _sources.Find(asset) is null)
            {
                ReportUnknown(asset, DocumentPlace.Root.Member("kpis").Member(kpi.Name).Member("state_asset"));
            }
        }
    }

    private void ReportUnknown(string asset, DocumentPlace place)
    {
        if (!_errors.GraphIsIncomplete)
        {
            _errors.Add(
                place,
                $"nobody produces the asset {PathText.Quote(asset)}",
                Cure(asset, _sources.Assets, "Declare it as a mission input or export it from a hop. There are"),
                hidesGraph: false);
        }
    }

    private string Cure(string name, IReadOnlyCollection<string> known, string listed) => _errors.IsFull
        ? ""
        : $"{Suggestion.DidYouMean(name, known)}{(known.Count == 0 ? listed.Split(". ")[0] : $"{listed} {Suggestion.Listed(known)}")}.";

    private HopGraph Graph(IReadOnlyList<int> order)
    {
        var hops = order.Select(index => _mission.Hops[index]).ToList();
        var links = hops.ToDictionary(hop => hop.Id, hop => new HopLinks(hop), StringComparer.Ordinal);
        var rank = new int[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            rank[order[i]] = i;
        }

        foreach (var index in order)
        {
            var hop = links[_mission.Hops[index].Id];
            foreach (var prerequisite in _prerequisites[index].OrderBy(other => rank[other]))
            {
                var id = _mission.Hops[prerequisite].Id;
                hop.Prerequisites.Add(id);
                links[id].Dependents.Add(hop.Hop.Id);
            }

            foreach (var input in hop.Hop.Inputs)
            {
                if (_sources.Find(input.Asset) is { } source && source != AssetSources.MissionInput)
                {
                    hop.Producers[input.Asset] = _mission.Hops[source].Id;
                }
            }

            foreach (var producer in hop.Producers.Values.Distinct())
            {
                links[producer].Consumers.Add(hop.Hop.Id);
            }
        }

        return new HopGraph(hops, links, _sources.Producers(_mission));
    }
}
