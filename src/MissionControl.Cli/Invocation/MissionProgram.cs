using System.CommandLine;
using MissionControl.Cli.Terminals;

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
            return Misunderstood(root, parse, terminal);
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

    private static int Misunderstood(RootCommand root, ParseResult parse, Terminal terminal)
    {
        foreach (var error in parse.Errors)
        {
            terminal.Error.WriteLine($"error: {PlainText.Line(error.Message)}");
        }

        terminal.Error.WriteLine();
        var verb = parse.CommandResult.Command is RootCommand ? Array.Empty<string>() : [parse.CommandResult.Command.Name];
        root.Parse([.. verb, "--help"]).Invoke(Configuration(terminal.Error, terminal.Error));
        return ExitCodes.Wrong;
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
