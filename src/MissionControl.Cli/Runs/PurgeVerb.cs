using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission purge</c>: deletes final runs, one or all of an age and status, with all that the hub keeps of them.</summary>
internal sealed class PurgeVerb : Verb
{
    private readonly Argument<string?> _run = new("run") { Description = "The id of a run.", HelpName = "RUN", Arity = ArgumentArity.ZeroOrOne };

    private readonly PurgeSelection _selection = new();

    public PurgeVerb(CommonOptions common)
        : base(
            common,
            "purge",
            "Deletes a final run, or all final runs of an age and status, with history, assets and approvals. What their steps wrote into record stores stays.")
    {
        Command.Arguments.Add(_run);
        _selection.AddTo(Command);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var query = _selection.Read(parse);
        var runId = parse.GetValue(_run);
        if ((runId is null) == (query is null))
        {
            throw new UsageException("Say what to purge: a run, or --older-than and --status for all runs that ended so, for example 'mission purge --older-than 30d --status completed'.");
        }

        return await (query is null ? PurgeAsync(parse, runId!) : PurgeAsync(parse, query));
    }

    private async Task<int> PurgeAsync(ParseResult parse, string runId)
    {
        var hub = Common.Hub(parse);
        using (var reader = HubReading.Open(hub))
        {
            await reader.GetRunAsync(runId, Terminal.Stop.Token);
        }

        await DeleteAsync(hub, runId);
        Terminal.Out.WriteLine(Common.Json(parse) ? Wire.Serialize(new { RunId = runId, Purged = 1 }) : $"Run {runId} is purged.");
        return ExitCodes.Done;
    }

    private async Task<int> PurgeAsync(ParseResult parse, PurgeQuery query)
    {
        var hub = Common.Hub(parse);
        var progress = new PurgeProgress(Terminal);
        try
        {
            await PurgeAsync(hub, query, progress);
        }
        catch (OperationCanceledException) when (Terminal.Stop.Token.IsCancellationRequested)
        {
            Terminal.Error.WriteLine("Stopped. What is purged is gone; the same call goes on with the rest.");
            Tell(parse, progress.Purged);
            return Terminal.Stop.ExitCode;
        }

        Tell(parse, progress.Purged);
        return ExitCodes.Done;
    }

    private async Task PurgeAsync(HubFile hub, PurgeQuery query, PurgeProgress progress)
    {
        if (!hub.Exists)
        {
            return;
        }

        PurgeOutcome outcome;
        await using (var access = await new HubComposition(Terminal).AccessAsync(hub, drivenRun: null))
        {
            outcome = await access.Missions.PurgeAsync(query, progress, Terminal.Stop.Token);
        }

        // A process was killed while a hop of theirs was about to end: each is brought to its end first.
        foreach (var runId in outcome.StillEnding)
        {
            Terminal.Stop.Token.ThrowIfCancellationRequested();
            await DeleteAsync(hub, runId);
            progress.Report(progress.Purged + 1);
        }
    }

    private async Task DeleteAsync(HubFile hub, string runId)
    {
        await using var access = await new HubComposition(Terminal).AccessAsync(hub, runId);
        await access.Missions.PurgeAsync(runId, CancellationToken.None);
    }

    private void Tell(ParseResult parse, int purged) =>
        Terminal.Out.WriteLine(Common.Json(parse) ? Wire.Serialize(new { Purged = purged }) : purged == 1 ? "1 run is purged." : $"{purged} runs are purged.");
}
