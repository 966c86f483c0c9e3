using System.Globalization;

namespace MissionControl.Tools.Mail;

/// <summary>Reads the Date header of RFC 5322 with the deviations that real senders make; an unknown zone counts as UTC.</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] IsoFormats = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz"];

    private static readonly Dictionary<string, int> ZoneHours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["MEZ"] = 1,
        ["MESZ"] = 2,
        ["BST"] = 1,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["JST"] = 9,
    };

    public static string ToText(DateTimeOffset date) => date.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset date)
    {
        text = WithoutComments(text).Trim();
        if (DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date))
        {
            return true;
        }

        var colon = text.IndexOf(':');
        var start = colon;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        var end = Math.Max(colon, 0);
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ':' or '.'))
        {
            end++;
        }

        return colon > 0 && TryDay(text[..start], out var day) && TryTime(text[start..end], out var time) && TryCombine(day, time, text[end..], out date);
    }

    private static bool TryDay(string text, out DateTime day)
    {
        day = default;
        var words = text.Split([' ', '\t', ',', '-', '.'], StringSplitOptions.RemoveEmptyEntries).AsSpan();
        words = words.Length > 3 && char.IsAsciiLetter(words[0][0]) ? words[1..] : words;
        if (words.Length != 3)
        {
            return false;
        }

        var monthWord = words[1];
        var month = Array.FindIndex(Months, name => monthWord.StartsWith(name, StringComparison.OrdinalIgnoreCase)) + 1;
        if (month == 0 || !TryNumber(words[0], 31, out var number) || number == 0 || !TryNumber(words[2], 9999, out var year))
        {
            return false;
        }

        // Two and three digits as RFC 5322, section 4.3, reads them.
        year += words[2].Length switch { 2 when year < 50 => 2000, 2 or 3 => 1900, _ => 0 };
        if (year < 1 || number > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateTime(year, month, number);
        return true;
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = default;
        var parts = text.Split([':', '.']);
        if (parts.Length is < 2 or > 4 || !TryNumber(parts[0], 23, out var hour) || !TryNumber(parts[1], 59, out var minute))
        {
            return false;
        }

        var second = 0;
        if (parts.Length > 2 && !TryNumber(parts[2], 60, out second))
        {
            return false;
        }

        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return true;
    }

    private static bool TryCombine(DateTime day, TimeSpan time, string zone, out DateTimeOffset date)
    {
        var offset = Offset(zone);
        var local = day + time;
        var inRange = local.Ticks - offset.Ticks is >= 0 and var ticks && ticks <= DateTime.MaxValue.Ticks;
        date = inRange ? new DateTimeOffset(local, offset) : default;
        return inRange;
    }

    private static TimeSpan Offset(string zone)
    {
        zone = zone.Trim().Replace(":", "", StringComparison.Ordinal);
        var sign = zone.IndexOfAny(['+', '-']);
        if (sign < 0)
        {
            return ZoneHours.TryGetValue(zone, out var named) ? TimeSpan.FromHours(named) : TimeSpan.Zero;
        }

        var digits = zone[(sign + 1)..].TakeWhile(char.IsAsciiDigit).ToArray();
        var hours = digits.Length switch { 4 => int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture), 1 or 2 => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), _ => 0 };
        var minutes = digits.Length == 4 ? int.Parse(digits.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return hours > 14 || minutes > 59 || hours * 60 + minutes > 14 * 60
            ? TimeSpan.Zero
            : new TimeSpan(hours, minutes, 0) * (zone[sign] == '-' ? -1 : 1);
    }

    private static bool TryNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;

    private static string WithoutComments(string text)
    {
        var depth = 0;
        return string.Concat(text.Where(c =>
        {
            depth += c == '(' ? 1 : 0;
            var keep = depth == 0;
            depth -= c == ')' && depth > 0 ? 1 : 0;
            return keep;
        }));
    }
}
