using System.CommandLine;
using MissionControl.Cli.Documents;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded.Replaying;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary><c>mission replay</c>: today's orchestrators against exported histories, without a hub, tools or anything else from outside.</summary>
internal sealed class ReplayVerb : Verb
{
    private readonly Argument<string[]> _files = new("files")
    {
        Description = "Files that 'mission history RUN --export FILE' wrote.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    public ReplayVerb(CommonOptions common)
        : base(common, "replay", "Runs today's orchestrators against exported histories, without any effect, and names where they part first. Exit codes: 0 all fit; 1 one does not; 2 a file cannot be read.") =>
        Command.Arguments.Add(_files);

    protected override Task<int> RunAsync(ParseResult parse)
    {
        var replayer = new HistoryReplayer(new OrchestrationRegistry().AddMissionOrchestrators());
        var verdicts = parse.GetRequiredValue(_files).Select(file => Judge(file, replayer)).ToList();
        if (Common.Json(parse))
        {
            WriteJson(verdicts);
        }

        verdicts.ForEach(verdict => Tell(verdict, quiet: Common.Json(parse)));
        return Task.FromResult(
            verdicts.Exists(verdict => verdict.Fault is not null) ? ExitCodes.Wrong
            : verdicts.Exists(verdict => !verdict.Fits) ? ExitCodes.Failed
            : ExitCodes.Done);
    }

    private Verdict Judge(string file, HistoryReplayer replayer)
    {
        try
        {
            var document = HistoryDocument.Read(Read(file), PlainText.Line(file));
            var divergences = document.Instances.Select(replayer.FindDivergence).OfType<HistoryDivergence>().ToList();
            return new Verdict(file, divergences.Count == 0)
            {
                RunId = document.RunId,
                Instances = document.Instances.Count,
                Events = document.Instances.Sum(instance => instance.Events.Count),
                Divergences = divergences,
            };
        }
        catch (Exception error) when (error is HistoryFormatException or UsageException)
        {
            return new Verdict(file, false) { Fault = error.Message };
        }
    }

    private byte[] Read(string file)
    {
        try
        {
            return BoundedFile.Read(Terminal.Resolve(file, "replay"), HistoryDocument.MaxBytes)
                ?? throw new UsageException($"{PlainText.Line(file)}: the file is longer than {HistoryDocument.MaxBytes / (1024 * 1024)} MiB.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{PlainText.Line(file)} cannot be read: {PlainText.Line(error.Message)}");
        }
    }

    private void Tell(Verdict verdict, bool quiet)
    {
        if (verdict.Fault is { } fault)
        {
            Terminal.Error.WriteLine($"error: {PlainText.Line(fault)}");
        }

        foreach (var divergence in verdict.Divergences)
        {
            Terminal.Error.WriteLine($"error: {PlainText.Line(verdict.File)}: {PlainText.Line(divergence.ToString())}");
        }

        if (!quiet && verdict.Fault is null)
        {
            var size = $"{verdict.Instances} {(verdict.Instances == 1 ? "instance" : "instances")}, {verdict.Events} events";
            Terminal.Out.WriteLine($"{PlainText.Line(verdict.File)}: {(verdict.Fits ? "fits" : "does not fit")} ({size})");
        }
    }

    /// <param name="Fits">True when every instance's code asks for what was recorded.</param>
    private sealed record Verdict(string File, bool Fits)
    {
        public string? RunId { get; init; }

        public int? Instances { get; init; }

        public int? Events { get; init; }

        /// <summary>The first one of each instance that has one.</summary>
        public IReadOnlyList<HistoryDivergence> Divergences { get; init; } = [];

        /// <summary>Why the file could not be replayed at all.</summary>
        public string? Fault { get; init; }
    }
}
