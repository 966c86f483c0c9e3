using System.Globalization;

namespace MissionControl.Tools.Mail.Gmail;

/// <summary>The query as Gmail gets it: the mission's words, and the date range in seconds, which no time zone of the account can shift.</summary>
internal static class GmailQuery
{
    public static string Text(MailRequest request, DateTimeOffset now)
    {
        var range = request.RangeAt(now);
        return string.Join(' ', new[] { request.Query.Trim(), Bound("after", range.From, 0), Bound("before", range.Until, TimeSpan.TicksPerSecond - 1) }.Where(text => text.Length > 0));
    }

    private static string Bound(string word, DateTimeOffset? time, long roundUp) =>
        time is { } bound ? string.Create(CultureInfo.InvariantCulture, $"{word}:{bound.AddTicks(roundUp).ToUnixTimeSeconds()}") : "";
}
