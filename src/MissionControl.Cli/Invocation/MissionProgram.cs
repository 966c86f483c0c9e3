using System.CommandLine;
using System.CommandLine.Parsing;
using MissionControl.Cli.Runs;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;

namespace MissionControl.Cli.Invocation;

/// <summary>The program <c>mission</c> without its process: arguments and a terminal in, an exit code out.</summary>
internal static class MissionProgram
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal)
    {
        var common = new CommonOptions(terminal);
        var root = CommandTree.Create(common);

        // A value that begins with @ is a value: response files would read whatever it names.
        var parse = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0 && parse.Action is not System.CommandLine.Help.HelpAction)
        {
            return Misunderstood(root, parse, terminal, common.Json(parse));
        }

        try
        {
            return await parse.InvokeAsync(Configuration(terminal.Out, terminal.Error), terminal.Stop.Token);
        }
        catch (Exception error)
        {
            return new FailureReport(terminal, common.Json(parse), common.Verbose(parse)).Tell(error);
        }
    }

    private static int Misunderstood(RootCommand root, ParseResult parse, Terminal terminal, bool json)
    {
        var faults = parse.Errors.Select(error => $"{error.Message}{DidYouMean(parse, error.Message)}").ToList();
        foreach (var fault in faults)
        {
            terminal.Error.WriteLine($"error: {PlainText.Line(fault)}");
        }

        if (json)
        {
            terminal.Out.WriteLine(Wire.Serialize(RunAnswer.Refused(faults)));
        }

        terminal.Error.WriteLine();
        root.Parse([.. Verb(parse.CommandResult), "--help"]).Invoke(Configuration(terminal.Error, terminal.Error));
        return ExitCodes.Wrong;
    }

    /// <summary>The words that lead to the command, for example <c>keys create</c>.</summary>
    private static IEnumerable<string> Verb(CommandResult command) =>
        command.Parent is CommandResult parent ? [.. Verb(parent), command.Command.Name] : [];

    /// <summary>The verb or option that a word was probably meant to be.</summary>
    private static string DidYouMean(ParseResult parse, string error)
    {
        var word = parse.UnmatchedTokens.FirstOrDefault(token => error.Contains($"'{token}'", StringComparison.Ordinal));
        var command = parse.CommandResult.Command;
        var known = word?.StartsWith('-') == true
            ? command.Options.Concat(parse.RootCommandResult.Command.Options).Select(option => option.Name)
            : command.Subcommands.Select(verb => verb.Name);
        return word is not null && Suggestion.Nearest(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
