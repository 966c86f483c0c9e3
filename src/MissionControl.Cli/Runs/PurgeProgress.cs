using System.Globalization;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Runs;

/// <summary>Tells how far a purge is, a line for every thousand runs.</summary>
internal sealed class PurgeProgress(Terminal terminal) : IProgress<int>
{
    private const int Pace = 1000;

    public int Purged { get; private set; }

    public void Report(int value)
    {
        if (value / Pace > Purged / Pace)
        {
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{terminal.Clock.GetUtcNow():HH:mm:ss} {value} runs are purged"));
        }

        Purged = value;
    }
}
