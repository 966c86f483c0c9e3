using System.CommandLine;
using MissionControl.Cli.Hub;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Reference;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Documents;

/// <summary><c>mission validate</c>: judges documents as far as that is possible without running them.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Argument<string[]> _files = new("files")
    {
        Description = "Mission documents, or ids of missions in the data directory.",
        HelpName = "FILE|ID",
        Arity = ArgumentArity.OneOrMore,
    };

    public ValidateVerb(CommonOptions common)
        : base(common, "validate", "Checks documents: syntax, fields, hops and their graph, tools, agents, resolution. Tells every fault.") => Command.Arguments.Add(_files);

    protected override async Task<int> RunAsync(ParseResult parse)
    {
        var data = Common.Missions(parse);
        var preparation = new MissionPreparation(new HubComposition(Terminal).Tools, data);
        var verdicts = new List<Verdict>();
        foreach (var file in parse.GetRequiredValue(_files))
        {
            verdicts.Add(await JudgeAsync(file, preparation, data));
        }

        if (Common.Json(parse))
        {
            WriteJson(verdicts);
        }

        foreach (var verdict in verdicts)
        {
            Tell(verdict, quiet: Common.Json(parse));
        }

        return verdicts.TrueForAll(verdict => verdict.Valid) ? ExitCodes.Done : ExitCodes.Wrong;
    }

    private async Task<Verdict> JudgeAsync(string file, MissionPreparation preparation, MissionData data)
    {
        try
        {
            var judgement = await preparation.JudgeAsync(await new MissionLookup(Terminal, data).FindAsync(file), _ => MissionPreparation.NothingGiven);
            return new Verdict(file, judgement.Errors.Count == 0, judgement.Errors, [])
            {
                MissionId = judgement.Definition?.MissionId,
                Hops = judgement.Definition?.Hops.Count,
            };
        }
        catch (UsageException fault)
        {
            return new Verdict(file, false, [], fault.Faults);
        }
    }

    private void Tell(Verdict verdict, bool quiet)
    {
        foreach (var error in verdict.Errors.Select(error => error.ToString()).Concat(verdict.Faults))
        {
            Terminal.Error.WriteLine($"error: {PlainText.Line(error)}");
        }

        if (!quiet)
        {
            Terminal.Out.WriteLine(verdict.Valid
                ? $"{PlainText.Line(verdict.File)}: valid (mission {PlainText.Line(verdict.MissionId)}, {verdict.Hops} {(verdict.Hops == 1 ? "hop" : "hops")})"
                : $"{PlainText.Line(verdict.File)}: not valid");
        }
    }

    /// <param name="Faults">Why the file could not be judged at all.</param>
    private sealed record Verdict(string File, bool Valid, IReadOnlyList<DocumentError> Errors, IReadOnlyList<string> Faults)
    {
        public string? MissionId { get; init; }

        public int? Hops { get; init; }
    }
}
