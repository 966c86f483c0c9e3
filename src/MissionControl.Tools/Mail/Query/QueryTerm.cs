namespace MissionControl.Tools.Mail.Query;

/// <summary>What one term of a query asks of a message. Case never matters.</summary>
internal static class QueryTerm
{
    public static Predicate<MailMessage> Parse(QueryToken token)
    {
        var field = token.Field.ToLowerInvariant();
        if (field.Length > 0 && token.Text.Length == 0)
        {
            throw MailFault.BadQuery($"'{token.Field}:' has no value. Write it without a space, for example {field}:word.");
        }

        return field switch
        {
            "" => message => HasWord(message.Subject, token.Text) || HasWord(message.Body, token.Text) || HasWord(message.From, token.Text),
            "from" => message => Contains(message.From, token.Text),
            "to" => message => message.To.Concat(message.Cc).Any(address => Contains(address, token.Text)),
            "subject" => message => HasWord(message.Subject, token.Text),
            "label" => Label(token.Text),
            "after" => After(token.Text),
            "before" => Before(token.Text),
            _ => throw MailFault.BadQuery(
                $"The query word '{token.Field}:' is not known. Use {MailQuery.Rule}; to search for the text itself, quote it: \"{token.Field}:{token.Text}\"."),
        };
    }

    // Gmail writes the label "Customer Feedback" as customer-feedback.
    private static Predicate<MailMessage> Label(string text)
    {
        var wanted = Normal(text);
        return message => message.Labels.Any(label => Normal(label) == wanted);
    }

    private static Predicate<MailMessage> After(string text)
    {
        var day = Day("after", text);
        return message => message.Date >= day;
    }

    private static Predicate<MailMessage> Before(string text)
    {
        var day = Day("before", text);
        return message => message.Date < day;
    }

    private static DateTimeOffset Day(string field, string text) =>
        DateRange.TryParseDay(text, out var day)
            ? day
            : throw MailFault.BadQuery($"'{field}:{text}' has no date. Write it as {field}:2026/01/31 or {field}:2026-01-31.");

    private static string Normal(string label) => label.Trim().ToLowerInvariant().Replace(' ', '-').Replace('/', '-').Replace('_', '-');

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    // A match begins where a word begins: "refund" finds "refunded", "art" does not find "cart".
    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0 && word.Length > 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || !IsSpaced(word[0]))
            {
                return true;
            }
        }

        return word.Length == 0;
    }

    // Chinese and Japanese write no spaces between words.
    private static bool IsSpaced(char c) => c < '\u2E80';
}
