using System.Globalization;
using MissionControl.Steps;
using MissionControl.Tools.Mail.Query;

namespace MissionControl.Tools.Mail;

/// <summary>What one step asks for, checked before any mailbox is opened.</summary>
internal sealed record MailRequest(string Query, Predicate<MailMessage> Matches, string DateFilter, DateTimeOffset? AsOf, int MaxResults)
{
    public const int MostResults = 100_000;

    public static MailRequest Read(ToolInput input, bool isGmail)
    {
        var query = input.OptionalText("query") ?? "";
        var asOf = ReadAsOf(input.OptionalText("as_of"));
        var filter = input.OptionalText("date_filter") ?? "";
        DateRange.Parse(filter, asOf ?? DateTimeOffset.UnixEpoch.AddYears(100));

        // Gmail has query words of its own and judges them itself.
        return new MailRequest(query, isGmail ? _ => true : MailQuery.Parse(query), filter, asOf, CheckMaxResults(input.OptionalNumber("max_results") ?? 1000));
    }

    public DateRange RangeAt(DateTimeOffset now) => DateRange.Parse(DateFilter, AsOf ?? now);

    /// <exception cref="ToolException">The text is neither a day nor a time.</exception>
    public static DateTimeOffset? ReadAsOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateRange.TryParseDay(text, out var day))
        {
            return day.AddTicks(TimeSpan.TicksPerDay - 1);
        }

        return DateTimeOffset.TryParseExact(text.Trim(), ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw MailFault.BadDate($"Parameter 'as_of' is '{(text.Length > 60 ? text[..60] : text)}', no date. Write 2026-01-31 or 2026-01-31T12:00:00Z.");
    }

    /// <exception cref="ToolException">It is no whole number within the limits.</exception>
    public static int CheckMaxResults(decimal number) =>
        number is >= 1 and <= MostResults && number == decimal.Truncate(number)
            ? (int)number
            : throw MailFault.BadParameter($"Parameter 'max_results' is {number.ToString(CultureInfo.InvariantCulture)}. Use a whole number from 1 to {MostResults}.");
}
