using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Cli.Risks;

/// <summary><c>mission risks</c>: risk events of the hub.</summary>
internal sealed class RisksVerb : Verb
{
    private const int LongestText = 100;

    private readonly Option<bool> _open = new("--open") { Description = "Those that are not closed only." };
    private readonly Option<bool> _closed = new("--closed") { Description = "Those that are closed only." };
    private readonly Option<string?> _mission = new("--mission") { Description = "Those of this mission only.", HelpName = "ID" };
    private readonly Option<string?> _run = new("--run") { Description = "Those of this run only.", HelpName = "RUN" };

    public RisksVerb(CommonOptions common)
        : base(common, "risks", "Lists risk events, latest first. 'mission risk' shows and closes one.")
    {
        foreach (var option in new Option[] { _open, _closed, _mission, _run })
        {
            Command.Options.Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var (open, closed) = (parse.GetValue(_open), parse.GetValue(_closed));
        if (open && closed)
        {
            throw new UsageException("risks: give --open or --closed; without either, all are listed.");
        }

        using var reader = HubReading.Open(Common.Hub(parse));
        var query = new RiskQuery(open ? true : closed ? false : null, parse.GetValue(_mission), parse.GetValue(_run));
        var risks = await reader.ListRisksAsync(query, Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(risks);
        }
        else if (risks.Count == 0)
        {
            Terminal.Error.WriteLine("There are no such risk events.");
        }
        else
        {
            WriteTable(Terminal, risks);
        }

        return ExitCodes.Done;
    }

    public static void WriteTable(Terminal terminal, IReadOnlyList<RiskEvent> risks)
    {
        var table = new TextTable("RISK", "SEVERITY", "TYPE", "STATUS", "MISSION", "RUN", "TASK", "DETECTED", "WHAT");
        foreach (var risk in risks)
        {
            table.Add(
                risk.EventId,
                risk.Severity,
                risk.RiskType,
                risk.Status,
                risk.MissionId,
                risk.RunId ?? "",
                risk.TaskId ?? "",
                risk.DetectedAt is { } at ? Elapsed.Time(at) : "",
                PlainText.Short(risk.Description, LongestText));
        }

        table.Write(terminal);
    }
}
