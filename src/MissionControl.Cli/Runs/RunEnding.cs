using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary>Says where a run stands once nothing more happens here: the result on standard output, what to do next on standard error.</summary>
internal sealed class RunEnding(Terminal terminal, HubAccess access, HubFile hub, bool json)
{
    /// <returns>The exit code that tells the run's status.</returns>
    public async Task<int> TellAsync(RunRecord record, Driving driving, CancellationToken stop)
    {
        var histories = await access.Missions.Runs.ReadHistoryAsync(record.RunId, stop);
        var run = RunProjection.Read(record, histories, terminal.Clock.GetUtcNow());
        var reports = new List<string>();
        var code = ExitCodes.Of(run.Status);
        if (run.Status == RunStatus.Completed)
        {
            try
            {
                reports.AddRange(await new RunReports(terminal, access.Assets).WriteAsync(run, driving.ReportTarget, stop));
            }
            catch (ReportNotWrittenException error)
            {
                terminal.Error.WriteLine($"error: {error.Message}");
                code = ExitCodes.Failed;
            }
        }

        if (driving.NoWait && !record.IsFinal)
        {
            terminal.Error.WriteLine(access.Server is { } server
                ? $"It is recorded; the run goes on at {server}"
                : $"It is recorded; the run goes on with: mission resume {run.RunId}{hub.Option}");
            code = ExitCodes.Done;
        }
        else
        {
            await NextStepsAsync(run, record, stop);
        }

        await (json ? TellJsonAsync(run, reports, stop) : TellTextAsync(run, reports, stop));
        return code;
    }

    private async Task TellJsonAsync(RunView run, List<string> reports, CancellationToken stop)
    {
        var outputs = await RunOutputs.ReadAsync(run, access.Assets, stop);
        terminal.Out.WriteLine(Wire.Serialize(RunAnswer.Of(run, outputs, reports.FirstOrDefault())));
    }

    private async Task TellTextAsync(RunView run, List<string> reports, CancellationToken stop)
    {
        var took = run.CompletedAt - run.CreatedAt is { } time ? $" in {Elapsed.Text(time)}" : "";
        terminal.Out.WriteLine($"{PlainText.Line(run.MissionName ?? run.MissionId)}: {Wire.Word(run.Status)}{took} (run {PlainText.Line(run.RunId)})");
        var outputs = await RunOutputs.ReadAsync(run, access.Assets, stop);
        foreach (var (id, content) in outputs)
        {
            terminal.Out.WriteLine($"  {PlainText.Line(id)} ({run.Outputs[id].Type}): {RunOutputs.Summary(run, id, content)}");
        }

        foreach (var report in reports)
        {
            terminal.Out.WriteLine($"Report: {PlainText.Line(Path.GetRelativePath(terminal.WorkingDirectory, report))}");
        }
    }

    private async Task NextStepsAsync(RunView run, RunRecord record, CancellationToken stop)
    {
        foreach (var error in run.Errors)
        {
            terminal.Error.WriteLine($"error: {PlainText.Line(error.Message)}");
        }

        switch (run.Status)
        {
            case RunStatus.Failed:
                terminal.Error.WriteLine($"The run can go on from where it failed: mission retry {run.RunId}{hub.Option}");
                break;
            case RunStatus.Suspended:
                terminal.Error.WriteLine($"Run {run.RunId} is suspended{(record.Error is { } why ? $": {PlainText.Line(why)}" : ".")} It goes on with: mission resume {run.RunId}{hub.Option}");
                break;
            case RunStatus.AwaitingApproval:
                await TellAwaitedAsync(run, stop);
                break;
        }
    }

    private async Task TellAwaitedAsync(RunView run, CancellationToken stop)
    {
        terminal.Error.WriteLine($"Run {run.RunId} waits for a person:");
        foreach (var approval in await access.Approvals.ListAllAsync(new ApprovalQuery(run.RunId, Open: true), stop))
        {
            var due = approval.Due is { } at ? $" (due {Elapsed.Time(at)})" : "";
            terminal.Error.WriteLine($"  {PlainText.Line(approval.Summary ?? approval.ApprovalId)}{due}");
            terminal.Error.WriteLine($"    mission approval {approval.ApprovalId}{hub.Option}");
            terminal.Error.WriteLine($"    mission approve {approval.ApprovalId}{hub.Option}");
            terminal.Error.WriteLine($"    mission reject {approval.ApprovalId} --comment WHY{hub.Option}");
        }
    }
}
