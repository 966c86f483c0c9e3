using System.CommandLine;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded.Replaying;
using MissionControl.Embedded.Sealing;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission verify</c>: an exported history against its seals, without a hub.</summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "A file that 'mission history RUN --export FILE' wrote.", HelpName = "FILE" };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "The hub's key file. Without it only the links between the events are checked: who made all seals anew is not noticed.",
        HelpName = "FILE",
    };

    public VerifyVerb(CommonOptions common)
        : base(common, "verify", "Checks that an exported history is what the runtime recorded. Exit codes: 0 it is; 1 it was changed; 2 the file or the key cannot be used.")
    {
        Command.Arguments.Add(_file);
        Command.Options.Add(_key);
    }

    protected override Task<int> RunAsync(ParseResult parse)
    {
        var file = parse.GetRequiredValue(_file);
        var key = parse.GetValue(_key) is { } keyFile ? HistoryVerifier.ReadKey(Terminal.Resolve(keyFile, "--key")) : null;
        var verdict = HistoryVerifier.Verify(Read(file), key);
        if (Common.Json(parse))
        {
            WriteJson(verdict);
        }
        else
        {
            var size = $"{verdict.Instances} {(verdict.Instances == 1 ? "instance" : "instances")}, {verdict.Events} events{(verdict.IsLinksOnly ? ", links only" : "")}";
            Terminal.Out.WriteLine($"{PlainText.Line(file)}: {(verdict.Fits ? "fits its seals" : "was changed")} ({size})");
        }

        foreach (var fault in verdict.Faults)
        {
            Terminal.Error.WriteLine($"error: {PlainText.Line(file)}: {PlainText.Line(fault)}");
        }

        return Task.FromResult(verdict.Fits ? ExitCodes.Done : ExitCodes.Failed);
    }

    private HistoryDocument Read(string file)
    {
        try
        {
            var bytes = BoundedFile.Read(Terminal.Resolve(file, "verify"), HistoryDocument.MaxBytes)
                ?? throw new UsageException($"{PlainText.Line(file)}: the file is longer than {HistoryDocument.MaxBytes / (1024 * 1024)} MiB.");
            return HistoryDocument.Read(bytes, PlainText.Line(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{PlainText.Line(file)} cannot be read: {PlainText.Line(error.Message)}");
        }
        catch (HistoryFormatException error)
        {
            throw new UsageException(error.Message);
        }
    }
}
