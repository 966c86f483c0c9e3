using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Remote;
using MissionControl.Cli.Terminals;
using MissionControl.Http.Transfers;
using MissionControl.Transfer;

namespace MissionControl.Cli.Transfers;

/// <summary><c>mission import</c>: takes a directory of reference files, or what <c>mission export</c> wrote, into a hub.</summary>
internal sealed class ImportVerb : Verb
{
    /// <summary>Records from which it is told that they take their time.</summary>
    private const int Many = 10_000;

    private readonly Argument<string> _source = new("source") { Description = "A directory with reference files, or a file that 'mission export' wrote.", HelpName = "DIR|FILE" };

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Send it to this Mission Control server instead of the hub. The key, of the role admin, stands in {RemoteServer.KeyVariable}.",
        HelpName = "URL",
    };

    public ImportVerb(CommonOptions common)
        : base(common, "import", "Takes reference files, or an export of another hub, into the hub: all of it or nothing. The same again changes nothing.")
    {
        Command.Arguments.Add(_source);
        Command.Options.Add(_server);
    }

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var named = parse.GetRequiredValue(_source);
        var path = Terminal.Resolve(named, "import");
        var composition = Common.Composition(parse);
        var outcome = Directory.Exists(path)
            ? await ImportFilesAsync(parse, composition, path, PlainText.Line(named))
            : await ImportExportAsync(parse, composition, new ExportFile(Terminal, path, named));
        foreach (var warning in outcome.Warnings)
        {
            Terminal.Error.WriteLine($"warning: {PlainText.Line(warning)}");
        }

        if (Common.Json(parse))
        {
            WriteJson(new ImportAnswer(outcome.Counts, outcome.Warnings));
        }
        else
        {
            ImportText.Write(Terminal, outcome.Counts);
        }

        return ExitCodes.Done;
    }

    /// <summary>Everything is checked before the hub is touched.</summary>
    private async Task<ImportOutcome> ImportFilesAsync(ParseResult parse, HubComposition composition, string directory, string named)
    {
        var files = FileReferenceSource.Collect(directory, composition.Settings.Files);
        var records = ReferenceImport.Of(files, named, Terminal.Clock.GetUtcNow()).Import.Telemetry;
        if (records.Runs.Count + records.TaskLogs.Count > Many)
        {
            Terminal.Error.WriteLine($"{records.Runs.Count} runs and {records.TaskLogs.Count} task logs are taken in one step; that takes a while.");
        }

        return await ReachAsync(parse, composition, records => records.ImportFilesAsync(files, named, CancellationToken.None));
    }

    private async Task<ImportOutcome> ImportExportAsync(ParseResult parse, HubComposition composition, ExportFile file)
    {
        var entries = await file.CheckAsync();
        return await ReachAsync(parse, composition, async records =>
        {
            var progress = new TransferProgress(Terminal, "entries are imported");
            var all = new ImportOutcome(new ImportCounts(), []);
            var done = 0;
            await foreach (var part in ExportParts.CutAsync(file.ReadAsync(), cancellationToken: Terminal.Stop.Token))
            {
                var outcome = await records.ImportAsync(part, file.Name, CancellationToken.None);
                all = new ImportOutcome(all.Counts + outcome.Counts, [.. all.Warnings, .. outcome.Warnings]);
                progress.Report(Math.Min(entries, done += part.Count));
            }

            return all;
        });
    }

    private async Task<ImportOutcome> ReachAsync(ParseResult parse, HubComposition composition, Func<HubRecords, Task<ImportOutcome>> import)
    {
        if (parse.GetValue(_server) is { } url)
        {
            using var server = RemoteServer.Open(Terminal, url);
            return await import(new ServedRecords(server, speaksForOthers: false));
        }

        await using var access = await composition.AccessAsync(Common.Hub(parse), drivenRun: null, onlyRecord: true);
        return await import(access.Records);
    }
}
