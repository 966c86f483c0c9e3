using System.Globalization;
using System.Text;

namespace MissionControl.AzureStorage.Tables;

/// <summary>Texts as parts of table keys.</summary>
public static class KeyText
{
    /// <summary>The longest key of a row or partition, in characters.</summary>
    public const int Longest = 512;

    private const char Escape = '!';

    /// <summary>
    /// Any text as a part of a key: letters, digits and <c>- _ . ~</c> stay, everything else becomes <c>!</c> and four hex digits for each UTF-16
    /// unit; one that would be longer than <paramref name="longest"/> becomes <c>!!</c> and its SHA-256. Different texts stay different.
    /// </summary>
    public static string Of(string text, int longest = 256)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
            {
                key.Append(c);
            }
            else
            {
                key.Append(Escape).Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return key.Length <= longest ? key.ToString() : $"{Escape}{Escape}{Wire.Sha256(Encoding.UTF8.GetBytes(text))}";
    }

    /// <summary>A time as a part of a key that sorts the newest first: 19 digits.</summary>
    public static string NewestFirst(DateTimeOffset time) => (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>A time as a part of a key that sorts the oldest first: 19 digits.</summary>
    public static string OldestFirst(DateTimeOffset time) => time.UtcTicks.ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>The month of a time in UTC as a part of a key: <c>2026-11</c>.</summary>
    public static string Month(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The hour of a time in UTC as a part of a key: <c>2026-11-20T19</c>.</summary>
    public static string Hour(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);
}
