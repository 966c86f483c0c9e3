using MissionControl.Cli.Terminals;
using MissionControl.Runtime;

namespace MissionControl.Cli.Hub;

/// <summary>Says on standard error why a hub cannot be written, once per cause, and when it goes on.</summary>
internal static class TroubleLines
{
    public static void Tell(Terminal terminal, HubState state)
    {
        if (state.IsReady)
        {
            terminal.Error.WriteLine("The hub can be written again; work goes on.");
        }
        else if (!state.IsStopping)
        {
            terminal.Error.WriteLine($"warning: {PlainText.Line(state.Reason ?? "")} Nothing is lost: what runs is held up, and goes on by itself when that is over.");
        }
    }
}
