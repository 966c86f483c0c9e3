using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

/// <summary>How many records fall into each day, week, month or year, whichever gives a readable number of them.</summary>
internal sealed record Timeline(string Unit, IReadOnlyList<(string Label, int Count)> Periods)
{
    private const int MostPeriods = 31;

    /// <summary>Null when fewer than two dates differ.</summary>
    public static Timeline? Of(IReadOnlyList<JsonObject> records, string field)
    {
        var dates = new List<DateOnly>();
        foreach (var record in records)
        {
            if (Dates.TryRead(FieldPath.Find(record, field), out var date))
            {
                dates.Add(DateOnly.FromDateTime(date.UtcDateTime));
            }
        }

        if (dates.Count == 0 || dates.Min() == dates.Max())
        {
            return null;
        }

        var days = dates.Max().DayNumber - dates.Min().DayNumber + 1;
        return days switch
        {
            <= 14 => Build("day", dates, date => date, date => date.AddDays(1), "d MMM"),
            <= 7 * (MostPeriods - 1) => Build("week", dates, Monday, date => date.AddDays(7), "d MMM"),
            <= 28 * MostPeriods => Build("month", dates, date => new DateOnly(date.Year, date.Month, 1), date => date.AddMonths(1), "MMM yy"),
            _ => Years(dates),
        };
    }

    private static Timeline? Years(List<DateOnly> dates) => dates.Max().Year - dates.Min().Year < MostPeriods
        ? Build("year", dates, date => new DateOnly(date.Year, 1, 1), date => date.AddYears(1), "yyyy")
        : null;

    private static Timeline Build(string unit, List<DateOnly> dates, Func<DateOnly, DateOnly> start, Func<DateOnly, DateOnly> next, string label)
    {
        var counts = dates.GroupBy(start).ToDictionary(group => group.Key, group => group.Count());
        var periods = new List<(string, int)>();
        var last = counts.Keys.Max();
        for (var period = counts.Keys.Min(); ; period = next(period))
        {
            periods.Add((period.ToString(label, CultureInfo.InvariantCulture), counts.GetValueOrDefault(period)));
            if (period >= last)
            {
                return new Timeline(unit, periods);
            }
        }
    }

    private static DateOnly Monday(DateOnly date)
    {
        var days = ((int)date.DayOfWeek + 6) % 7;
        return date.DayNumber >= days ? date.AddDays(-days) : date;
    }
}
