using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary>A verb that holds a run up and says who did and why.</summary>
internal abstract class StopVerb : ChangeVerb
{
    private readonly Option<string?> _by = new("--by") { Description = "In whose name. Default: the user of this terminal.", HelpName = "NAME" };

    private readonly Option<string?> _comment = new("--comment") { Description = "Why.", HelpName = "TEXT" };

    protected StopVerb(CommonOptions common, string name, string description)
        : base(common, name, description)
    {
        Command.Options.Add(_by);
        Command.Options.Add(_comment);
    }

    protected override Driving Driving(ParseResult parse) => new(Person.Of(Terminal, parse.GetValue(_by)), NoWait: true, ApproveAll: false, ReportTarget: null);

    protected override async Task<Recorded> RecordAsync(ParseResult parse, HubAccess access, string runId, Driving driving)
    {
        await StopAsync(access, runId, driving.By, parse.GetValue(_comment));

        // Steps in flight finish, or notice that they are cut off.
        await access.WhenIdleAsync().WaitAsync(Terminal.Stop.Token);
        var run = (await access.Missions.Runs.GetAsync(runId, CancellationToken.None))!;
        Terminal.Out.WriteLine(Common.Json(parse)
            ? Wire.Serialize(new { run.RunId, run.MissionId, run.Status })
            : $"Run {run.RunId}: {Wire.Word(run.Status)}");
        return new Recorded.Over(ExitCodes.Done);
    }

    protected abstract Task<RunRecord> StopAsync(HubAccess access, string runId, string by, string? comment);
}

/// <summary><c>mission suspend</c>.</summary>
internal sealed class SuspendVerb(CommonOptions common)
    : StopVerb(common, "suspend", "Holds a run: steps in flight finish, nothing new starts until 'mission resume'.")
{
    protected override Task<RunRecord> StopAsync(HubAccess access, string runId, string by, string? comment) =>
        access.Missions.SuspendAsync(runId, by, comment, CancellationToken.None);
}

/// <summary><c>mission terminate</c>.</summary>
internal sealed class TerminateVerb(CommonOptions common)
    : StopVerb(common, "terminate", "Ends a run at once, for good; its open approvals are cancelled.")
{
    protected override Task<RunRecord> StopAsync(HubAccess access, string runId, string by, string? comment) =>
        access.Missions.TerminateAsync(runId, by, comment, CancellationToken.None);
}
