using MissionControl.Assets;
using MissionControl.Steps;

namespace MissionControl.Missions.Reading;

/// <summary>Holds one step against its tool's signature.</summary>
internal static class StepCheck
{
    public static void Report(StepDefinition step, DocumentPlace place, ToolRegistry tools, DocumentErrors errors)
    {
        if (step.ToolName.Length == 0)
        {
            return;
        }

        if (tools.Find(step.ToolName) is not { } tool)
        {
            var known = tools.All.Select(one => one.Signature.Name).ToList();
            errors.Add(
                place.Member("tool_name"),
                $"no tool is named {PathText.Quote(step.ToolName)}",
                $"{Suggestion.DidYouMean(step.ToolName, tools.Names)}{(known.Count == 0 ? "There are no tools" : "The tools are " + Suggestion.Listed(known, 40))}.",
                hidesGraph: false);
            return;
        }

        var signature = tool.Signature;
        if (!errors.Touch(place.Member("parameter_mapping")))
        {
            CheckParameters(step, signature, place, errors);
        }

        CheckResults(step, signature, place, errors);
        CheckEditable(step, signature, place, errors);
    }

    private static void CheckParameters(StepDefinition step, ToolSignature tool, DocumentPlace place, DocumentErrors errors)
    {
        place = place.Member("parameter_mapping");
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mapping in step.Parameters)
        {
            var at = place.Member(mapping.Parameter);
            if (tool.FindParameter(mapping.Parameter) is not { } parameter)
            {
                errors.Add(at, $"{tool.Name} has no parameter {PathText.Quote(mapping.Parameter)}", KnownParameters(tool, mapping.Parameter), hidesGraph: false);
            }
            else if (!given.TryAdd(parameter.Name, mapping.Parameter))
            {
                errors.Add(at, $"{PathText.Quote(given[parameter.Name])} and {PathText.Quote(mapping.Parameter)} are the same parameter", "Keep one of them.", hidesGraph: false);
            }
            else
            {
                ValueCheck.Report(mapping, parameter, at, errors);
            }
        }

        foreach (var missing in tool.Parameters.Where(parameter => parameter.Required && parameter.Default is null && !given.ContainsKey(parameter.Name)))
        {
            errors.Add(
                place.Member(missing.Name),
                $"missing: {tool.Name} needs the parameter {PathText.Quote(missing.Name)} ({missing.Type})",
                "Map it to a state_asset, a literal or a secret.",
                hidesGraph: false);
        }
    }

    private static void CheckResults(StepDefinition step, ToolSignature tool, DocumentPlace place, DocumentErrors errors)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mapping in step.Results)
        {
            var at = place.Member("result_mapping").Member(mapping.Output);
            if (tool.FindOutput(mapping.Output) is not { } output)
            {
                var known = tool.Outputs.Select(one => one.Name).ToList();
                errors.Add(
                    at,
                    $"{tool.Name} has no output {PathText.Quote(mapping.Output)}",
                    $"{Suggestion.DidYouMean(mapping.Output, tool.Outputs.SelectMany(one => one.Aliases.Prepend(one.Name)))}It gives {Suggestion.Listed(known)}.",
                    hidesGraph: false);
            }
            else if (!given.Add(output.Name))
            {
                errors.Add(at, $"{PathText.Quote(mapping.Output)} is mapped under another name already", "Keep one of them.", hidesGraph: false);
            }
        }
    }

    private static void CheckEditable(StepDefinition step, ToolSignature tool, DocumentPlace place, DocumentErrors errors)
    {
        for (var i = 0; i < step.Editable.Count; i++)
        {
            if (step.Parameters.Any(mapping => mapping.Parameter == step.Editable[i] && mapping.Secret is not null))
            {
                errors.Add(place.Member("editable").At(i), $"{PathText.Quote(step.Editable[i])} is a secret", "What an approver writes is recorded; leave secrets out.", hidesGraph: false);
            }
            else if (tool.FindParameter(step.Editable[i]) is null)
            {
                errors.Add(
                    place.Member("editable").At(i),
                    $"{tool.Name} has no parameter {PathText.Quote(step.Editable[i])}",
                    KnownParameters(tool, step.Editable[i]),
                    hidesGraph: false);
            }
        }
    }

    private static string KnownParameters(ToolSignature tool, string name) => tool.Parameters.Count == 0
        ? "It takes none."
        : $"{Suggestion.DidYouMean(name, tool.Parameters.SelectMany(one => one.Aliases.Prepend(one.Name)))}It takes {Suggestion.Listed(tool.Parameters.Select(one => one.Name).ToList())}.";
}
