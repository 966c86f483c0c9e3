using System.CommandLine;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reports;
using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission run</c>: checks everything, records the run, brings it forward.</summary>
internal sealed class RunVerb : Verb
{
    private readonly Argument<string> _mission = new("mission") { Description = "A mission document, or the id of a mission in the data directory or among the imported files.", HelpName = "FILE|ID" };

    private readonly Option<string[]> _inputs = new("--input")
    {
        Description = "Gives an input: name=value, or name=@file for a file's text. JSON where it fits the input's type, text otherwise; @@ begins a text with @. Can be repeated.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _runId = new("--run-id")
    {
        Description = "The run's id. A run of that id with the same document and inputs goes on, or tells its result. Default: made up.",
        HelpName = "RUN",
    };

    private readonly DrivingOptions _driving;

    public RunVerb(CommonOptions common)
        : base(common, "run", "Runs a mission and shows it until it ends or waits for a person.")
    {
        _driving = new DrivingOptions(common.Terminal);
        Command.Arguments.Add(_mission);
        Command.Options.Add(_inputs);
        Command.Options.Add(_runId);
        _driving.AddTo(Command);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var driving = _driving.Read(parse);
        var hub = Common.Hub(parse);
        var data = Common.Missions(parse);
        var composition = Common.Composition(parse);
        var inputs = GivenInputs.Read(Terminal, parse.GetValue(_inputs) ?? []);
        var source = await new MissionLookup(Terminal, data).FindAsync(parse.GetRequiredValue(_mission));
        var start = await new MissionPreparation(composition.Tools, data).PrepareAsync(source, inputs, definition => Request(parse, definition, inputs, source.DataDirectory, driving));
        return await new RunSession(Terminal, composition, hub, Common.Json(parse))
            .RunAsync(start.RunId, driving, async access => new Recorded.GoOn(await access.Missions.StartAsync(start, CancellationToken.None)));
    }

    private RunRequest Request(ParseResult parse, MissionDefinition definition, GivenInputs inputs, string? dataDirectory, Driving driving)
    {
        RunReports.CheckTarget(definition, driving.ReportTarget);
        return new RunRequest(parse.GetValue(_runId) ?? RunIds.Create(definition.MissionId, Terminal.Clock), inputs.For(definition))
        {
            DataDirectory = dataDirectory,
            RequestedBy = driving.By,
        };
    }
}
