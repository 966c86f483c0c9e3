using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission retry</c>: starts a failed run's next execution; completed steps are not run again.</summary>
internal sealed class RetryVerb : ChangeVerb
{
    private readonly DrivingOptions _driving;

    public RetryVerb(CommonOptions common)
        : base(common, "retry", "Goes on with a failed run from where it failed; completed steps are not run again.")
    {
        _driving = new DrivingOptions(common.Terminal);
        _driving.AddTo(Command);
    }

    protected override Driving Driving(ParseResult parse) => _driving.Read(parse);

    protected override async Task<Recorded> RecordAsync(ParseResult parse, HubAccess access, string runId, Driving driving) =>
        new Recorded.GoOn(await access.Missions.RetryAsync(runId, driving.By, CancellationToken.None));
}
