using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission list</c>: the runs of the hub, newest first.</summary>
internal sealed class ListVerb : Verb
{
    private const int DefaultLimit = 100;
    private const int LongestReason = 100;

    private readonly Option<string?> _status = new("--status") { Description = "Runs of this status only.", HelpName = "STATUS" };
    private readonly Option<string?> _mission = new("--mission") { Description = "Runs of this mission only.", HelpName = "ID" };
    private readonly Option<int> _limit = new("--limit") { Description = "So many at most.", DefaultValueFactory = _ => DefaultLimit };

    public ListVerb(CommonOptions common)
        : base(common, "list", "Lists the runs of the hub, newest first.")
    {
        _status.AcceptOnlyFromAmong(Enum.GetValues<RunStatus>().Select(status => Wire.Word(status)).ToArray());
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit < 1))
            {
                result.AddError("--limit: give a number from 1 on.");
            }
        });
        Command.Options.Add(_status);
        Command.Options.Add(_mission);
        Command.Options.Add(_limit);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        using var reader = HubReading.Open(Common.Hub(parse));
        var status = parse.GetValue(_status) is { } word ? Enum.GetValues<RunStatus>().First(one => Wire.Word(one) == word) : (RunStatus?)null;
        var runs = await reader.ListRunsAsync(new RunQuery(status, parse.GetValue(_mission), parse.GetValue(_limit)), Terminal.Stop.Token);
        if (Common.Json(parse))
        {
            WriteJson(runs.Select(Answer).ToList());
        }
        else if (runs.Count == 0)
        {
            Terminal.Error.WriteLine("There are no runs. 'mission run FILE' starts one.");
        }
        else
        {
            WriteTable(runs);
        }

        return ExitCodes.Done;
    }

    private static object Answer(RunRecord run) => new
    {
        run.RunId,
        run.MissionId,
        run.Status,
        run.ExecutionId,
        run.CreatedAt,
        run.CompletedAt,
        run.RequestedBy,
        HopsDone = HopsDone(run),
        HopsTotal = run.Result?.Hops.Count ?? run.Progress?.HopsTotal,
        Awaiting = run.IsFinal ? [] : run.Progress?.Awaiting ?? [],
        run.Error,
    };

    private static int? HopsDone(RunRecord run) =>
        run.Result is { } result ? result.Hops.Count(hop => hop.Status is HopStatus.Completed or HopStatus.Skipped) : run.Progress?.HopsDone;

    private void WriteTable(IReadOnlyList<RunRecord> runs)
    {
        var now = Terminal.Clock.GetUtcNow();
        var table = new TextTable("RUN", "MISSION", "STATUS", "STARTED", "TOOK", "HOPS", "BY", "WAITS FOR");
        foreach (var run in runs)
        {
            var hops = HopsDone(run) is { } done ? $"{done}/{run.Result?.Hops.Count ?? run.Progress!.HopsTotal}" : "";
            var waits = run.IsFinal ? ""
                : run is { Status: RunStatus.Suspended, Error: { } why } ? PlainText.Short(why, LongestReason)
                : string.Join(", ", run.Progress?.Awaiting ?? []);
            table.Add(
                run.RunId, run.MissionId, Wire.Word(run.Status), Elapsed.Time(run.CreatedAt), Elapsed.Text((run.CompletedAt ?? now) - run.CreatedAt), hops, run.RequestedBy, waits);
        }

        table.Write(Terminal);
    }
}
