using MissionControl.Assets;
using MissionControl.Missions.Reading;

namespace MissionControl.Hops;

/// <summary>Brings hops into the order in which they may start, or names the cycles that forbid it.</summary>
internal static class HopOrder
{
    private const int MaxShown = 12;

    /// <summary>Indexes of the hops, prerequisites first; null when there is a cycle, which is then reported.</summary>
    public static IReadOnlyList<int>? Sort(IReadOnlyList<HopDefinition> hops, IReadOnlyList<List<int>> prerequisites, DocumentErrors errors)
    {
        var dependents = new List<int>[hops.Count];
        var open = new int[hops.Count];
        for (var i = 0; i < hops.Count; i++)
        {
            open[i] = prerequisites[i].Count;
            foreach (var prerequisite in prerequisites[i])
            {
                (dependents[prerequisite] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, (int Order, int Place)>();
        for (var i = 0; i < hops.Count; i++)
        {
            Offer(i);
        }

        var order = new List<int>(hops.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            order.Add(next);
            foreach (var dependent in dependents[next] ?? [])
            {
                open[dependent]--;
                Offer(dependent);
            }
        }

        if (order.Count == hops.Count)
        {
            return order;
        }

        ReportCycles(hops, prerequisites, open, errors);
        return null;

        void Offer(int hop)
        {
            if (open[hop] == 0)
            {
                ready.Enqueue(hop, (hops[hop].Order, hop));
            }
        }
    }

    /// <summary>Every hop that is still open has an open prerequisite: walking from one to the next ends in a cycle.</summary>
    private static void ReportCycles(IReadOnlyList<HopDefinition> hops, IReadOnlyList<List<int>> prerequisites, int[] open, DocumentErrors errors)
    {
        var walk = new int[hops.Count];
        for (var start = 0; start < hops.Count; start++)
        {
            if (open[start] == 0 || walk[start] != 0)
            {
                continue;
            }

            var way = new List<int>();
            var at = start;
            while (walk[at] == 0)
            {
                walk[at] = start + 1;
                way.Add(at);
                at = prerequisites[at].Find(other => open[other] > 0);
            }

            if (walk[at] == start + 1)
            {
                Report(hops, way[way.IndexOf(at)..], errors);
            }
        }
    }

    /// <param name="cycle">Each hop before the one that it needs.</param>
    private static void Report(IReadOnlyList<HopDefinition> hops, List<int> cycle, DocumentErrors errors)
    {
        cycle.Reverse();
        var first = cycle.IndexOf(cycle.Min());
        List<int> round = [.. cycle[first..], .. cycle[..first]];
        var shown = string.Join(" -> ", round.Take(MaxShown).Select(hop => PathText.IsPlain(hops[hop].Id) ? hops[hop].Id : PathText.Quote(hops[hop].Id)));
        var more = round.Count > MaxShown ? $" -> ({round.Count - MaxShown} more)" : "";
        errors.Add(
            DocumentPlace.Hop(round[0]),
            $"hops wait for each other in a cycle: {shown}{more} -> {hops[round[0]].Id}",
            "Remove one of these dependencies (depends_on or input_mapping).",
            hidesGraph: false);
    }
}
