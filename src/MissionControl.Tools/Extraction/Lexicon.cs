using System.Text.Json.Serialization;

namespace MissionControl.Tools.Extraction;

/// <summary>
/// The words that extraction goes by, as its JSON file writes them. A term is one or more words in lower case; <c>*</c> at a word's end stands for any ending,
/// and <c>*</c> on both sides finds the term inside text without spaces.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Lexicon
{
    public SentimentWords Sentiment { get; init; } = new();

    /// <summary>Category to its terms and their weights. Of equal scores the category written first wins.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Categories { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>The category of a message in which no category reaches a score of 1.</summary>
    public string FallbackCategory { get; init; } = "other";

    /// <summary>Field name to patterns; the first that matches gives the value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FieldPattern>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<FieldPattern>>();

    /// <summary>Language code to frequent small words of that language.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Languages { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Phrases that end a letter: what follows is a signature.</summary>
    public IReadOnlyList<string> Closings { get; init; } = [];
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SentimentWords
{
    public IReadOnlyDictionary<string, double> Positive { get; init; } = new Dictionary<string, double>();

    public IReadOnlyDictionary<string, double> Negative { get; init; } = new Dictionary<string, double>();

    /// <summary>Terms that carry no feeling although their words do, for example "thanks in advance".</summary>
    public IReadOnlyList<string> Neutral { get; init; } = [];

    /// <summary>Words that turn the feeling of the three words after them.</summary>
    public IReadOnlyList<string> Negations { get; init; } = [];

    /// <summary>Words that multiply the feeling of the word after them.</summary>
    public IReadOnlyDictionary<string, double> Intensifiers { get; init; } = new Dictionary<string, double>();

    /// <summary>Words after which a sentence says what it means: what stands before them counts half, what follows one and a half.</summary>
    public IReadOnlyList<string> Contrasts { get; init; } = [];

    /// <summary>From this score on a message is positive, from its opposite down negative.</summary>
    public double Threshold { get; init; } = 1;
}

/// <summary>A regular expression without look-around and back-references, and what to make of its match, for example <c>CUST-$1</c>; default the whole match.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FieldPattern(string Pattern, string As = "$0");
