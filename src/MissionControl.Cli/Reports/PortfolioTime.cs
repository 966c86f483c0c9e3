using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Portfolio;

namespace MissionControl.Cli.Reports;

/// <summary>The times that a person gives for a report.</summary>
internal static class PortfolioTime
{
    /// <exception cref="UsageException">It is neither a date nor a time.</exception>
    public static DateTimeOffset? AsOf(string? given)
    {
        if (given is null)
        {
            return null;
        }

        return PortfolioScope.TryReadAsOf(given, out var time)
            ? time
            : throw new UsageException($"--as-of: '{PlainText.Short(given, 60)}' is no time. Write 2026-02-06 or 2026-02-06T18:00:00Z.");
    }

    /// <exception cref="UsageException">It is no span, or none at all.</exception>
    public static TimeSpan? Window(string? given)
    {
        if (given is null)
        {
            return null;
        }

        return Duration.TryParse(given, out var window, out var error) && window > TimeSpan.Zero
            ? window
            : throw new UsageException($"--window: {PlainText.Line(error ?? "it must be longer than nothing")}.");
    }
}
