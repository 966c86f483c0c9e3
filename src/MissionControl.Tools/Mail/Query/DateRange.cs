using System.Globalization;
using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Query;

/// <summary>A half-open span of time; an end that is null is open.</summary>
internal sealed record DateRange(DateTimeOffset? From, DateTimeOffset? Until)
{
    public const string Rule = "today, yesterday, this_week, last_week, this_month, last_month, this_year, last_year, last_N_hours, last_N_days, "
        + "last_N_weeks, last_N_months, last_N_years, all, or two days such as 2026-01-01..2026-02-01 (both included; one may be left out)";

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyy-M-d"];

    public static DateRange All { get; } = new(null, null);

    public bool Contains(DateTimeOffset date) => (From is null || date >= From) && (Until is null || date < Until);

    /// <summary>Reads a range; what is relative counts back from <paramref name="asOf"/>, in days, weeks from Monday, and months of UTC.</summary>
    /// <exception cref="ToolException">The text is no range.</exception>
    public static DateRange Parse(string text, DateTimeOffset asOf)
    {
        var word = text.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        try
        {
            return Named(word, asOf.ToUniversalTime()) ?? Counted(word, asOf) ?? Explicit(text.Trim())
                ?? throw MailFault.BadDate($"'{Shorten(text)}' is no date range. Use {Rule}.");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw MailFault.BadDate($"'{Shorten(text)}' leaves the calendar. Use a smaller number or an earlier day.");
        }
    }

    /// <summary>Reads <c>2026-01-31</c> or <c>2026/01/31</c> as the start of that day in UTC.</summary>
    public static bool TryParseDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);

    private static DateRange? Named(string word, DateTimeOffset asOf)
    {
        var today = new DateTimeOffset(asOf.Date, TimeSpan.Zero);
        var month = today.AddDays(1 - today.Day);
        var week = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var year = month.AddMonths(1 - month.Month);
        return word switch
        {
            "" or "all" or "any" => All,
            "today" => new DateRange(today, today.AddDays(1)),
            "yesterday" => new DateRange(today.AddDays(-1), today),
            "this_week" => new DateRange(week, week.AddDays(7)),
            "last_week" => new DateRange(week.AddDays(-7), week),
            "this_month" => new DateRange(month, month.AddMonths(1)),
            "last_month" => new DateRange(month.AddMonths(-1), month),
            "this_year" => new DateRange(year, year.AddYears(1)),
            "last_year" => new DateRange(year.AddYears(-1), year),
            _ => null,
        };
    }

    private static DateRange? Counted(string word, DateTimeOffset asOf)
    {
        if (word.Split('_') is not [("last" or "past"), var number, var unit]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        DateTimeOffset? from = unit.TrimEnd('s') switch
        {
            "hour" => asOf.AddHours(-count),
            "day" => asOf.AddDays(-count),
            "week" => asOf.AddDays(-7L * count),
            "month" => asOf.AddMonths(-count),
            "year" => asOf.AddYears(-count),
            _ => null,
        };

        // The newest message is the clock of a recorded mailbox, and belongs to its own past.
        return from is null ? null : new DateRange(from, asOf.AddTicks(1));
    }

    private static DateRange? Explicit(string text)
    {
        var ends = text.Split("..");
        if (ends.Length != 2)
        {
            return TryParseDay(text, out var only) ? new DateRange(only, only.AddDays(1)) : null;
        }

        if (!TryParseEnd(ends[0], out var from) || !TryParseEnd(ends[1], out var last) || (from is null && last is null))
        {
            return null;
        }

        return from <= last || from is null || last is null
            ? new DateRange(from, last?.AddDays(1))
            : throw MailFault.BadDate($"'{Shorten(text)}' ends before it begins. Exchange the two days.");
    }

    private static bool TryParseEnd(string text, out DateTimeOffset? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var known = TryParseDay(text, out var parsed);
        day = known ? parsed : null;
        return known;
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
