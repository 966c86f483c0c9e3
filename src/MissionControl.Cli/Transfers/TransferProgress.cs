using System.Globalization;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Transfers;

/// <summary>Tells how far an import or export is, a line for every ten thousand entries.</summary>
internal sealed class TransferProgress(Terminal terminal, string what) : IProgress<int>
{
    private const int Pace = 10_000;

    private int _told;

    public void Report(int value)
    {
        if (value / Pace > _told / Pace)
        {
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{terminal.Clock.GetUtcNow():HH:mm:ss} {value} {what}"));
        }

        _told = value;
    }
}
