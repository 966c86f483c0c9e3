using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded.Replaying;
using MissionControl.Reports;
using MissionControl.Runtime.History;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission history</c>: every event of a run, all instances and executions read as one.</summary>
internal sealed class HistoryVerb : Verb
{
    private const int LongestDetail = 120;

    private readonly Argument<string> _run = new("run") { Description = "The id of a run.", HelpName = "RUN" };

    private readonly Option<string?> _export = new("--export")
    {
        Description = "Write all histories of the run into this file, as one JSON document that 'mission replay' and 'mission verify' read.",
        HelpName = "FILE",
    };

    public HistoryVerb(CommonOptions common)
        : base(common, "history", "Prints every recorded event of a run; with --json an object per line.")
    {
        Command.Arguments.Add(_run);
        Command.Options.Add(_export);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var stop = Terminal.Stop.Token;
        using var reader = HubReading.Open(Common.Hub(parse));
        var run = await reader.GetRunAsync(parse.GetRequiredValue(_run), stop);
        if (parse.GetValue(_export) is { } file)
        {
            await ExportAsync(reader.Export(run), file, stop);
            return ExitCodes.Done;
        }

        Print(HistoryLine.Read(await reader.ReadHistoryAsync(run.RunId, stop)), Common.Json(parse));
        return ExitCodes.Done;
    }

    private async Task ExportAsync(HistoryDocument document, string file, CancellationToken stop)
    {
        await ReportFile.WriteAsync(ReportFile.Target(Terminal, file, "--export")!, document.ToJson(), stop);
        Terminal.Error.WriteLine($"Wrote {document.Instances.Sum(instance => instance.Events.Count)} events of {document.Instances.Count} instances to {PlainText.Line(file)}.");
    }

    private void Print(IReadOnlyList<HistoryLine> lines, bool json)
    {
        if (json)
        {
            foreach (var line in lines)
            {
                WriteJson(line.ToJson());
            }

            return;
        }

        var table = new TextTable("TIME", "INSTANCE", "#", "EVENT", "DETAIL");
        foreach (var line in lines)
        {
            var number = line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            table.Add(line.At is { } at ? Elapsed.Time(at) : "", line.Subject, number, line.Event.GetType().Name, PlainText.Short(Detail(line.Event), LongestDetail));
        }

        table.Write(Terminal);
    }

    private static string Detail(HistoryEvent recorded) => recorded switch
    {
        ExecutionStarted started => $"{started.Name} version {started.Version}",
        TaskScheduled asked => $"task {asked.TaskId}: {asked.Name}",
        TaskCompleted done => $"task {done.TaskId}: {done.Result}",
        TaskFailed failed => $"task {failed.TaskId}: {failed.Details.ErrorMessage}",
        SubOrchestrationInstanceCreated child => $"task {child.TaskId}: {child.Name} {child.InstanceId}",
        SubOrchestrationInstanceCompleted done => $"task {done.TaskId}: {done.Result}",
        SubOrchestrationInstanceFailed failed => $"task {failed.TaskId}: {failed.Details.ErrorMessage}",
        TimerCreated timer => $"task {timer.TaskId}: at {Elapsed.Time(timer.FireAt)}",
        TimerFired timer => $"task {timer.TaskId}",
        TimerCancelled timer => $"task {timer.TaskId}",
        EventRaised raised => $"{raised.Name} {raised.Payload}",
        EventSent sent => $"{sent.Name} to {sent.InstanceId} {sent.Payload}",
        ExecutionSuspended by => $"{by.By} {by.Reason}",
        ExecutionResumed by => $"{by.By} {by.Reason}",
        ExecutionTerminated by => $"{by.By} {by.Reason}",
        ExecutionCompleted done => done.Result ?? "",
        ExecutionFailed failed => failed.Details.ErrorMessage,
        _ => "",
    };
}
