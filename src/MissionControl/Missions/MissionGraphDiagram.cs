using System.Globalization;
using System.Text;
using MissionControl.Hops;
using MissionControl.Steps;

namespace MissionControl.Missions;

/// <summary>Draws a mission as a Mermaid flowchart; no name in the document can break out of its label.</summary>
public static class MissionGraphDiagram
{
    private const int MaxLabel = 80;
    private const int MaxAssets = 5;

    /// <summary>Hops with their steps and tools, the assets that flow between them, and what waits for a person. Lines end in LF.</summary>
    /// <exception cref="ArgumentException">The hop graph is faulty (<see cref="HopGraph.Of"/>).</exception>
    public static string Mermaid(MissionDefinition mission)
    {
        var graph = HopGraph.Of(mission);
        var numbers = graph.Hops.Select((hop, i) => (hop.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var text = new StringBuilder("flowchart LR\n");
        AppendAssets(text, mission);
        var guarded = graph.Hops.SelectMany((hop, i) => AppendHop(text, hop, i)).ToList();
        AppendFlow(text, mission, graph, numbers);
        if (mission.Approvals.Plan)
        {
            text.Append("  plan{{\"plan: approval by a person\"}}\n");
            guarded.Add("plan");
            foreach (var first in graph.Hops.Where(hop => graph.PrerequisitesOf(hop.Id).Count == 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"  plan --> h{numbers[first.Id]}\n");
            }
        }

        if (guarded.Count > 0)
        {
            text.Append("  classDef approval stroke:#b45309,stroke-width:3px\n");
            text.Append(CultureInfo.InvariantCulture, $"  class {string.Join(',', guarded)} approval\n");
        }

        return text.ToString();
    }

    private static void AppendAssets(StringBuilder text, MissionDefinition mission)
    {
        for (var i = 0; i < mission.Inputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  in{i}[/{Label($"{mission.Inputs[i].Id}: {mission.Inputs[i].Type}")}/]\n");
        }

        for (var i = 0; i < mission.Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  out{i}[/{Label($"{mission.Outputs[i].Id}: {mission.Outputs[i].Type}")}/]\n");
        }
    }

    /// <summary>The nodes that wait for a person.</summary>
    private static List<string> AppendHop(StringBuilder text, HopDefinition hop, int number)
    {
        var guarded = new List<string>();
        var title = hop.Name is null || hop.Name == hop.Id ? hop.Id : $"{hop.Id}: {hop.Name}";
        if (hop.RequiresHumanApproval)
        {
            guarded.Add($"h{number}");
        }

        text.Append(CultureInfo.InvariantCulture, $"  subgraph h{number}[{Label(title, hop.RequiresHumanApproval)}]\n");
        for (var s = 0; s < hop.Steps.Count; s++)
        {
            var node = $"h{number}s{s}";
            text.Append(CultureInfo.InvariantCulture, $"    {node}[{Label(StepTitle(hop.Steps[s]), hop.Steps[s].RequiresHumanApproval)}]\n");
            if (s > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    h{number}s{s - 1} --> {node}\n");
            }

            if (hop.Steps[s].RequiresHumanApproval)
            {
                guarded.Add(node);
            }
        }

        if (hop.Steps.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    h{number}s0([{Label(Responsible(hop))}])\n");
        }

        text.Append("  end\n");
        return guarded;
    }

    private static string StepTitle(StepDefinition step) => $"{step.Id}: {step.ToolName}";

    private static string Responsible(HopDefinition hop) => hop switch
    {
        { Agent: { } agent } => $"agent {agent}",
        { Capability: { } capability } => $"agent with {capability}",
        { RoutedByTask: true } => "agent of the capability matrix",
        _ => "steps are found at start",
    };

    private static void AppendFlow(StringBuilder text, MissionDefinition mission, HopGraph graph, Dictionary<string, int> numbers)
    {
        var inputs = mission.Inputs.Select((input, i) => (input.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        foreach (var hop in graph.Hops)
        {
            var producers = graph.ProducersOf(hop.Id);
            foreach (var taken in hop.Inputs.GroupBy(input => producers.TryGetValue(input.Asset, out var producer) ? $"h{numbers[producer]}" : $"in{inputs[input.Asset]}"))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {taken.Key} -->|{Label(Assets(taken))}| h{numbers[hop.Id]}\n");
            }

            foreach (var before in graph.PrerequisitesOf(hop.Id).Except(producers.Values))
            {
                text.Append(CultureInfo.InvariantCulture, $"  h{numbers[before]} -.-> h{numbers[hop.Id]}\n");
            }
        }

        for (var i = 0; i < mission.Outputs.Count; i++)
        {
            var from = graph.ProducerOf(mission.Outputs[i].Id) is { } producer ? $"h{numbers[producer]}" : $"in{inputs[mission.Outputs[i].Id]}";
            text.Append(CultureInfo.InvariantCulture, $"  {from} --> out{i}\n");
        }
    }

    private static string Assets(IEnumerable<InputBinding> inputs)
    {
        var names = inputs.Select(input => input.MayBeMissing ? $"{input.Asset} (optional)" : input.Asset).Distinct().ToList();
        return names.Count > MaxAssets ? $"{string.Join(", ", names.Take(MaxAssets))} and {names.Count - MaxAssets} more" : string.Join(", ", names);
    }

    // Mermaid reads quotes, brackets, markdown and HTML inside labels; an entity code stands for the character and is never read as one.
    private static string Label(string text, bool needsApproval = false)
    {
        var label = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes().Take(MaxLabel))
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " _-.,:/()".Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                label.Append(rune.ToString());
            }
            else
            {
                label.Append(CultureInfo.InvariantCulture, $"#{(Rune.IsControl(rune) ? ' ' : rune.Value)};");
            }
        }

        return label.Append(text.EnumerateRunes().Skip(MaxLabel).Any() ? "..." : "").Append(needsApproval ? " (approval)\"" : "\"").ToString();
    }
}
