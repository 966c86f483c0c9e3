using System.Text.Json.Nodes;
using MissionControl.Tools.Mail;

namespace MissionControl.Tools.Extraction;

/// <summary>One message as the rules read it; what several fields need is made once.</summary>
internal sealed class MessageReading
{
    private readonly JsonObject _email;
    private readonly Lazy<double> _score;
    private readonly Lazy<List<Word>> _words;

    public MessageReading(JsonObject email, LexiconRules rules)
    {
        _email = email;
        Rules = rules;
        Feedback = FeedbackText.From(Text("body"), rules.Closings);
        _words = new Lazy<List<Word>>(() => Words.Split(Text("subject") + "\n\n" + Feedback));
        _score = new Lazy<double>(() => rules.Sentiment.Score(IsReply(Text("subject")) ? Words.Split(Feedback) : _words.Value));
    }

    public LexiconRules Rules { get; }

    /// <summary>What the sender wrote here.</summary>
    public string Feedback { get; }

    /// <summary>Subject and feedback, word by word.</summary>
    public IReadOnlyList<Word> AllWords => _words.Value;

    public double Score => _score.Value;

    /// <summary>Where dates, amounts and ratings are looked for: the sender's own words.</summary>
    public IReadOnlyList<string> OwnPlaces => [Text("subject"), Feedback];

    /// <summary>Where ids are looked for, in this order: the sender's own words, then everything, signature and quotes included.</summary>
    public IReadOnlyList<string> AllPlaces => [Text("subject"), Feedback, Text("body")];

    public DateTimeOffset? Sent => MailDate.TryParse(Text("date"), out var date) ? date : null;

    public string Text(string member) => _email[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public IReadOnlyList<string> Texts(string member) =>
        (_email[member] as JsonArray ?? []).OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var text) ? text : "").Where(text => text.Length > 0).ToList();

    // The subject of a reply tells what it is about, but the feeling in it is that of an older message.
    private static bool IsReply(string subject) =>
        subject.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 4 and var colon
        && subject[..colon].ToLowerInvariant() is "re" or "aw" or "sv" or "antw" or "fw" or "fwd" or "wg" or "tr" or "rv";
}
