using System.Globalization;
using MissionControl.Reports.Drawing;
using MissionControl.Risk;

namespace MissionControl.Reports.Portfolios;

/// <summary>Risk events by severity over time: by day, week or month of detection, whichever gives a readable number of columns.</summary>
internal static class RiskTimeline
{
    private const int MostColumns = 31;

    /// <summary>Null when no event has a time.</summary>
    public static SafeMarkup? Of(IEnumerable<RiskEvent> events)
    {
        var dated = events.Where(risk => risk is { IsReplaced: false, DetectedAt: not null })
            .Select(risk => (Day: DateOnly.FromDateTime(risk.DetectedAt!.Value.UtcDateTime), risk.Severity)).ToList();
        if (dated.Count == 0)
        {
            return null;
        }

        var span = dated.Max(one => one.Day).DayNumber - dated.Min(one => one.Day).DayNumber + 1;
        var (unit, start, next, format) = span switch
        {
            <= MostColumns => ("day", (Func<DateOnly, DateOnly>)(day => day), (Func<DateOnly, DateOnly>)(day => Later(day, 1)), "d MMM"),
            <= MostColumns * 7 => ("week", Monday, day => Later(day, 7), "d MMM"),
            _ => ("month", day => new DateOnly(day.Year, day.Month, 1), day => Later(new DateOnly(day.Year, day.Month, 1), DateTime.DaysInMonth(day.Year, day.Month)), "MMM yy"),
        };
        var severities = dated.Select(one => one.Severity).Distinct(StringComparer.Ordinal).OrderByDescending(Severity.Order).ThenBy(word => word, StringComparer.Ordinal).ToList();
        var counts = dated.GroupBy(one => (start(one.Day), one.Severity)).ToDictionary(group => group.Key, group => group.Count());
        var columns = new List<StackedColumn>();
        var last = start(dated.Max(one => one.Day));
        for (var period = start(dated.Min(one => one.Day)); period <= last; period = next(period))
        {
            columns.Add(new StackedColumn(
                period.ToString(format, CultureInfo.InvariantCulture),
                severities.Select(severity => new BarPart(severity, counts.GetValueOrDefault((period, severity)), ToneOf(severity))).ToList()));
            if (period >= last)
            {
                break;
            }
        }

        return StackedColumnChart.Draw("risk-timeline", $"Risk events by severity, per {unit} of detection", columns.TakeLast(120).ToList());
    }

    internal static string ToneOf(string severity) => severity switch
    {
        Severity.Critical => "crit",
        Severity.High => "bad",
        Severity.Medium => "warn",
        Severity.Low => "even",
        _ => "odd",
    };

    private static DateOnly Later(DateOnly day, int days) => DateOnly.MaxValue.DayNumber - day.DayNumber < days ? DateOnly.MaxValue : day.AddDays(days);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-Math.Min(day.DayNumber, ((int)day.DayOfWeek + 6) % 7));
}
