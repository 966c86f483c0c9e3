using System.CommandLine;
using MissionControl.Cli.Invocation;
using MissionControl.Embedded;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission purge</c>: deletes a final run with all that the hub keeps of it.</summary>
internal sealed class PurgeVerb(CommonOptions common)
    : ChangeVerb(common, "purge", "Deletes a final run with its history, assets and approvals. What its steps wrote into record stores stays.")
{
    protected override Driving Driving(ParseResult parse) => new(Person.Of(Terminal, null), NoWait: true, ApproveAll: false, ReportTarget: null);

    protected override async Task<Recorded> RecordAsync(ParseResult parse, EmbeddedRuntime runtime, string runId, Driving driving)
    {
        await runtime.Missions.PurgeAsync(runId, CancellationToken.None);
        Terminal.Out.WriteLine(Common.Json(parse) ? Wire.Serialize(new { RunId = runId, Purged = true }) : $"Run {runId} is purged.");
        return new Recorded.Over(ExitCodes.Done);
    }
}
