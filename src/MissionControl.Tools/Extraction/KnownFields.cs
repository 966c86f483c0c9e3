using System.Globalization;
using MissionControl.Tools.Mail;
using MissionControl.Tools.Mail.Mime;

namespace MissionControl.Tools.Extraction;

/// <summary>The fields whose names say what they mean, with their synonyms.</summary>
internal static class KnownFields
{
    private static readonly Dictionary<string, Func<MessageReading, FoundValue?>> Rules = new(StringComparer.Ordinal);

    static KnownFields()
    {
        Add(reading => Some(reading.Text("id")), "email_id", "message_id", "source_id", "id");
        Add(reading => Some(reading.Text("from")), "sender", "from");
        Add(reading => Some(AddressList.AddressOf(reading.Text("from"))), "sender_email", "customer_email", "email");
        Add(reading => Some(AddressList.NameOf(reading.Text("from"))), "sender_name", "customer_name", "name");
        Add(reading => Many(reading.Texts("to")), "recipient", "recipients", "to");
        Add(reading => Some(reading.Text("subject")), "subject", "title");
        Add(Sent, "date", "received", "received_at", "received_date", "sent_at", "sent_date");
        Add(reading => Many(reading.Texts("labels")), "labels");
        Add(reading => Some(reading.Feedback), "feedback_text", "feedback", "text", "body", "content", "message", "comment");
        Add(Sentiment, "sentiment");
        Add(reading => Figure((decimal)reading.Score), "sentiment_score");
        Add(reading => new FoundValue(TopicOf.Message(reading)), "issue_category", "category", "topic", "theme");
        Add(reading => LanguageOf.Message(reading), "language");
        Add(TextFindings.FirstAmount, "amount", "price", "total", "amounts");
        Add(TextFindings.FirstCurrency, "currency");
        Add(TextFindings.FirstDate, "mentioned_date", "dates");
        Add(TextFindings.Rating, "rating", "stars");
    }

    /// <summary>For error texts.</summary>
    public static string Names => string.Join(", ", Rules.Keys);

    /// <summary>The rule of a field, or null when neither its name nor the lexicon says what it means.</summary>
    public static Func<MessageReading, FoundValue?>? Find(string field, LexiconRules lexicon) =>
        lexicon.Fields.TryGetValue(field, out var patterns) ? reading => TextFindings.FirstMatch(reading, patterns)
        : Rules.TryGetValue(field, out var rule) ? rule
        : TextFindings.Derived(field);

    private static void Add(Func<MessageReading, FoundValue?> rule, params string[] names)
    {
        foreach (var name in names)
        {
            Rules.Add(name, rule);
        }
    }

    private static FoundValue? Some(string text) => text.Length == 0 ? null : new FoundValue(text);

    private static FoundValue? Many(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? null : new FoundValue(string.Join(", ", texts)) { Items = texts };

    private static FoundValue? Sent(MessageReading reading) =>
        reading.Sent is { } date ? new FoundValue(MailDate.ToText(date)) { Date = date.DateTime } : null;

    private static FoundValue Sentiment(MessageReading reading)
    {
        var label = reading.Rules.Sentiment.Label(reading.Score);
        return new FoundValue(label) { Number = (decimal)reading.Score, Flag = label == "positive" };
    }

    private static FoundValue Figure(decimal number) => new(number.ToString(CultureInfo.InvariantCulture)) { Number = number };
}
