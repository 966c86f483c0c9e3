using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission resume</c>: brings an interrupted run forward, lifts a suspension, tells the result of a final one.</summary>
internal sealed class ResumeVerb : ChangeVerb
{
    private readonly DrivingOptions _driving;

    public ResumeVerb(CommonOptions common)
        : base(common, "resume", "Goes on with a run that was interrupted or suspended; of a final run it tells the result.")
    {
        _driving = new DrivingOptions(common.Terminal);
        _driving.AddTo(Command);
    }

    protected override Driving Driving(ParseResult parse) => _driving.Read(parse);

    protected override async Task<Recorded> RecordAsync(ParseResult parse, HubAccess access, string runId, Driving driving)
    {
        var run = (await access.Missions.Runs.GetAsync(runId, CancellationToken.None))!;
        return new Recorded.GoOn(run.Status == RunStatus.Suspended ? await access.Missions.ResumeAsync(runId, driving.By, null, CancellationToken.None) : run);
    }
}
