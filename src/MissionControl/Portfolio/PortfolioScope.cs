using System.Globalization;

namespace MissionControl.Portfolio;

/// <summary>What of the records a report is about.</summary>
/// <param name="AsOf">What came later is not known yet.</param>
/// <param name="Window">How far back runs, logs and risk events count; null: all.</param>
/// <param name="MissionId">Null: the portfolio. Otherwise whatever carries a mission id is of this mission; portfolio-wide figures stay so.</param>
public sealed record PortfolioScope(DateTimeOffset AsOf, TimeSpan? Window = null, string? MissionId = null)
{
    /// <summary>Null without a window.</summary>
    public DateTimeOffset? Start => Window is not { } window ? null : AsOf - DateTimeOffset.MinValue < window ? DateTimeOffset.MinValue : AsOf - window;

    /// <summary>Reads a time that a person gives: ISO-8601, or a UTC date, whose end counts.</summary>
    public static bool TryReadAsOf(string text, out DateTimeOffset asOf)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            asOf = PortfolioRecords.EndOf(day);
            return true;
        }

        asOf = default;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Contains('-', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out asOf);
    }
}
