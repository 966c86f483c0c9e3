using System.Globalization;
using System.Text.RegularExpressions;

namespace MissionControl.Tools.Extraction;

/// <summary>
/// Finds days in a text. A day and month without a year is the last such day before the message, or within sixty days after it.
/// 03/04/2026 can be two days and is none.
/// </summary>
internal static partial class Dates
{
    private const string MonthBeginnings = "(jan|ene|feb|fév|m[aä]r|a[pvb]r|ma[iy]|ju[nil]|aug|ao[uû]|ago|sep|o[ck]t|nov|de[cz]|déc|dic)";

    private static readonly string[][] MonthNames =
    [
        ["jan", "januar", "january", "janvier", "enero"], ["feb", "februar", "february", "février", "febrero"], ["mar", "märz", "march", "mars", "marzo"],
        ["apr", "april", "avril", "abril"], ["may", "mai", "mayo"], ["jun", "juni", "june", "juin", "junio"], ["jul", "juli", "july", "juillet", "julio"],
        ["aug", "august", "août", "agosto"], ["sep", "sept", "september", "septembre", "septiembre"], ["oct", "okt", "oktober", "october", "octobre", "octubre"],
        ["nov", "november", "novembre", "noviembre"], ["dec", "dez", "dezember", "december", "décembre", "diciembre"],
    ];

    public static IEnumerable<(DateTime Day, int At)> Find(string text, DateTimeOffset? sent)
    {
        foreach (Match match in Date().Matches(text))
        {
            if (Read(match, sent) is { } day)
            {
                yield return (day, match.Index);
            }
        }
    }

    private static DateTime? Read(Match match, DateTimeOffset? sent)
    {
        var year = Number(match, "y");
        var month = match.Groups["name"].Success ? MonthOf(match.Groups["name"].Value) : Number(match, "m");
        var day = Number(match, "d");
        if (match.Groups["a"].Success)
        {
            var (first, second) = (Number(match, "a")!.Value, Number(match, "b")!.Value);
            (day, month) = first > 12 || first == second ? (first, second) : second > 12 ? ((int?)second, (int?)first) : (null, null);
        }

        return month is null || day is null ? null
            : year is { } known ? Day(known < 100 ? known + 2000 : known, month.Value, day.Value)
            : Nearest(month.Value, day.Value, sent);
    }

    private static DateTime? Nearest(int month, int day, DateTimeOffset? sent)
    {
        if (sent is not { } date)
        {
            return null;
        }

        var thisYear = Day(date.Year, month, day);
        return thisYear <= date.Date.AddDays(60) ? thisYear : Day(date.Year - 1, month, day);
    }

    private static int? MonthOf(string name)
    {
        var month = Array.FindIndex(MonthNames, names => names.Contains(name.TrimEnd('.').ToLowerInvariant())) + 1;
        return month == 0 ? null : month;
    }

    private static DateTime? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day) : null;

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"\b(?<y>[0-9]{4})[-/](?<m>[0-9]{1,2})[-/](?<d>[0-9]{1,2})\b"
        + @"|\b(?<d>[0-9]{1,2})\.\s?(?<m>[0-9]{1,2})\.\s?(?<y>[0-9]{4})\b"
        + @"|\b(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})/(?<y>[0-9]{4})\b"
        + @"|\b(?<d>[0-9]{1,2})(st|nd|rd|th|er|\.)?\s(of\s|de\s)?(?<name>" + MonthBeginnings + @"\p{L}{0,8})\b\.?(,?\s(de\s)?(?<y>[0-9]{4})\b)?"
        + @"|\b(?<name>" + MonthBeginnings + @"\p{L}{0,8})\.?\s(?<d>[0-9]{1,2})(st|nd|rd|th)?\b(,?\s(?<y>[0-9]{4})\b)?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
