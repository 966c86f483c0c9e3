using System.Globalization;
using System.Text.Json.Nodes;

namespace MissionControl.Tools.Records;

/// <summary>Reads ISO-8601 dates and times; a time without an offset is UTC.</summary>
internal static class Dates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryRead(JsonNode? value, out DateTimeOffset date)
    {
        date = default;
        return value is JsonValue scalar
            && scalar.TryGetValue<string>(out var text)
            && DateTimeOffset.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out date);
    }

    /// <summary>The day alone at midnight, else the time in UTC to the second.</summary>
    public static string Write(DateTimeOffset date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
