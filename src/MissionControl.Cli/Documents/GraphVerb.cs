using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Missions;

namespace MissionControl.Cli.Documents;

/// <summary><c>mission graph</c>: the hops and what flows between them, as a Mermaid diagram.</summary>
internal sealed class GraphVerb : Verb
{
    private readonly Argument<string> _mission = new("mission") { Description = "A mission document, or the id of a mission in the data directory.", HelpName = "FILE|ID" };

    public GraphVerb(CommonOptions common)
        : base(common, "graph", "Prints the graph of a mission's hops as a Mermaid diagram.") => Command.Arguments.Add(_mission);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var data = Common.Missions(parse);
        var source = await new MissionLookup(Terminal, data).FindAsync(parse.GetRequiredValue(_mission));
        var judgement = await new MissionPreparation(new HubComposition(Terminal).Tools, data).JudgeAsync(source, _ => MissionPreparation.NothingGiven);
        if (judgement.Definition is not { } definition)
        {
            throw new UsageException(judgement.Errors.Select(error => error.ToString()).ToList());
        }

        var diagram = MissionGraphDiagram.Mermaid(definition);
        if (Common.Json(parse))
        {
            WriteJson(new { definition.MissionId, Mermaid = diagram });
        }
        else
        {
            Terminal.Out.WriteLine(diagram.TrimEnd());
        }

        return ExitCodes.Done;
    }
}
