using System.CommandLine;
using System.Text.Json;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Cli.Documents;

/// <summary><c>mission resolve</c>: how a mission would run here: the chains of its unresolved hops, and who does the routed ones.</summary>
internal sealed class ResolveVerb : Verb
{
    private const int LongestLiteral = 80;

    private readonly Argument<string> _mission = new("mission") { Description = "A mission document, or the id of a mission in the data directory.", HelpName = "FILE|ID" };
    private readonly Option<string[]> _inputs = new("--input") { Description = "Gives an input, as for 'mission run'.", HelpName = "NAME=VALUE", Arity = ArgumentArity.OneOrMore };

    public ResolveVerb(CommonOptions common)
        : base(common, "resolve", "Prints how a mission would run: the steps of every hop, with those that the resolver finds.")
    {
        Command.Arguments.Add(_mission);
        Command.Options.Add(_inputs);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var data = Common.Missions(parse);
        var inputs = GivenInputs.Read(Terminal, parse.GetValue(_inputs) ?? []);
        var source = await new MissionLookup(Terminal, data).FindAsync(parse.GetRequiredValue(_mission));
        var judgement = await new MissionPreparation(new HubComposition(Terminal).Tools, data).JudgeAsync(source, inputs.For);
        if (judgement.Plan is not { } plan)
        {
            throw new UsageException(judgement.Errors.Select(error => error.ToString()).ToList());
        }

        if (Common.Json(parse))
        {
            WriteJson(new { plan.MissionId, plan.Name, plan.Hops, plan.Outputs });
        }
        else
        {
            Write(plan);
        }

        return ExitCodes.Done;
    }

    private void Write(MissionPlan plan)
    {
        foreach (var hop in plan.Hops)
        {
            var after = hop.Prerequisites.Count == 0 ? "" : $" after {string.Join(", ", hop.Prerequisites)}";
            Terminal.Out.WriteLine($"{PlainText.Line(hop.Id)}{after}: {PlainText.Line(How(hop))}");
            foreach (var step in hop.Definition.Steps)
            {
                Terminal.Out.WriteLine($"  {PlainText.Line(step.Id)}: {PlainText.Line(Call(step))}");
            }
        }
    }

    private static string How(PlannedHop hop) => hop switch
    {
        { Resolution: { } resolution } => $"resolved: {resolution}",
        { Definition.Steps.Count: > 0, Definition.IsRouted: false } => "as written",
        _ => $"done by {Responsible(hop.Definition)}",
    };

    private static string Responsible(HopDefinition hop) =>
        hop.Agent is { } agent ? $"agent {agent}" : hop.Capability is { } capability ? $"an agent with capability {capability}" : $"an agent of task {hop.Id}";

    private static string Call(StepDefinition step)
    {
        var parameters = step.Parameters.Select(parameter => $"{parameter.Parameter} = {Source(parameter)}");
        var results = step.Results.Select(result => $"{result.Output} -> {(result.Discard ? "nowhere" : Place(result.StateAsset, result.Path))}");
        return $"{step.ToolName}({string.Join(", ", parameters)}) {string.Join(", ", results)}".TrimEnd();
    }

    private static string Source(ParameterMapping parameter) =>
        parameter.Secret is { } secret ? $"secret {secret}"
        : parameter.StateAsset is { } asset ? Place(asset, parameter.Path)
        : parameter.Literal is { } literal ? PlainText.Short(Wire.Serialize(JsonSerializer.SerializeToNode(literal)), LongestLiteral) : "nothing";

    private static string Place(string? asset, string? path) => path is null or "content" ? asset ?? "" : $"{asset}.{path}";
}
