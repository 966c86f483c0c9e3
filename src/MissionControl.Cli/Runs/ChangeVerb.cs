using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;

namespace MissionControl.Cli.Runs;

/// <summary>A verb that changes a run that exists: it takes the hub, records, and says what became of it.</summary>
internal abstract class ChangeVerb : Verb
{
    private readonly Argument<string> _run = new("run") { Description = "The id of a run.", HelpName = "RUN" };

    protected ChangeVerb(CommonOptions common, string name, string description)
        : base(common, name, description) => Command.Arguments.Add(_run);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var driving = Driving(parse);
        var hub = Common.Hub(parse);
        var runId = parse.GetRequiredValue(_run);
        using (var reader = HubReading.Open(hub))
        {
            await reader.GetRunAsync(runId, Terminal.Stop.Token);
        }

        return await new RunSession(Terminal, Common.Composition(parse), hub, Common.Json(parse))
            .RunAsync(runId, driving, access => RecordAsync(parse, access, runId, driving));
    }

    protected abstract Driving Driving(ParseResult parse);

    protected abstract Task<Recorded> RecordAsync(ParseResult parse, HubAccess access, string runId, Driving driving);
}
