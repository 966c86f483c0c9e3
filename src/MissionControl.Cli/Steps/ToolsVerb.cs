using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Steps;

namespace MissionControl.Cli.Steps;

/// <summary><c>mission tools</c>: what a step can name, with parameters and outputs.</summary>
internal sealed class ToolsVerb(CommonOptions common) : Verb(common, "tools", "Lists the tools that steps can name, with their parameters and outputs.")
{
    protected override Task<int> RunAsync(ParseResult parse)
    {
        var signatures = new HubComposition(Terminal).Tools.All.Select(tool => tool.Signature).ToList();
        if (Common.Json(parse))
        {
            WriteJson(signatures);
        }
        else
        {
            signatures.ForEach(Write);
        }

        return Task.FromResult(ExitCodes.Done);
    }

    private void Write(ToolSignature tool)
    {
        var aliases = tool.Aliases.Count == 0 ? "" : $" (alias {string.Join(", ", tool.Aliases)})";
        Terminal.Out.WriteLine($"{PlainText.Line(tool.Name + aliases)}: {PlainText.Line(tool.Description)}");
        foreach (var parameter in tool.Parameters)
        {
            var need = parameter.Default is { } value ? $"default {value.ToJsonString(Wire.Options)}" : parameter.Required ? "required" : "optional";
            var allowed = parameter.AllowedValues.Count == 0 ? "" : $", one of {string.Join(", ", parameter.AllowedValues)}";
            Terminal.Out.WriteLine(PlainText.Line($"  {parameter.Name}: {parameter.Type}, {need}{allowed}. {parameter.Description}"));
        }

        foreach (var output in tool.Outputs)
        {
            Terminal.Out.WriteLine(PlainText.Line($"  -> {output.Name}: {output.Type}. {output.Description}"));
        }
    }
}
