using MissionControl.Cli.Terminals;
using Spectre.Console;

namespace MissionControl.Cli.Rendering;

/// <summary>Writers as Spectre sees them: colours and redrawing on a screen, plain lines of any length elsewhere.</summary>
internal static class Screen
{
    private const int Unbounded = 100_000;

    public static IAnsiConsole Out(Terminal terminal) => Create(terminal, terminal.Out, terminal.OutIsScreen);

    public static IAnsiConsole Error(Terminal terminal) => Create(terminal, terminal.Error, terminal.ErrorIsScreen);

    private static IAnsiConsole Create(Terminal terminal, TextWriter writer, bool isScreen)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isScreen ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isScreen && terminal.Variable("NO_COLOR") is null or "" ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = isScreen ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = isScreen ? terminal.Width : Unbounded;
        console.Profile.Height = terminal.Height;
        return console;
    }
}
