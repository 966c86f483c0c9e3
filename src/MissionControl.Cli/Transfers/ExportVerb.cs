using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reports;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Transfers;

/// <summary><c>mission export</c>: what another hub, on this machine or on Azure, can take in.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Option<string> _out = new("--out") { Description = "The file to write, whole or not at all.", HelpName = "FILE", Required = true };

    public ExportVerb(CommonOptions common)
        : base(common, "export", "Writes saved missions, imported reference files and the telemetry of runs that ended, for 'mission import'.") => Command.Options.Add(_out);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var target = ReportFile.Target(Terminal, parse.GetRequiredValue(_out), "--out")!;
        using var reader = HubReading.Open(Common.Hub(parse));
        var export = reader.Export(Terminal.Clock) ?? throw new UsageException($"There is no hub at {PlainText.Line(Common.Hub(parse).Path)}: there is nothing to export. Name another one with --hub.");
        var progress = new TransferProgress(Terminal, "entries are written");
        try
        {
            await ReportFile.WriteAsync(target, file => export.WriteAsync(file, progress, Terminal.Stop.Token));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: '{PlainText.Line(target)}' cannot be written: {PlainText.Line(error.Message)} Name another file.");
        }

        Terminal.Out.WriteLine(Common.Json(parse) ? Wire.Serialize(new { ExportFilePath = target }) : PlainText.Line(target));
        return ExitCodes.Done;
    }
}
