using System.Text.RegularExpressions;

namespace MissionControl.Tools.Extraction;

/// <summary>A lexicon made ready for reading messages. Safe to share.</summary>
internal sealed class LexiconRules
{
    private const int LongestPattern = 500;

    /// <exception cref="FormatException">A term or pattern cannot be used; the message names it.</exception>
    public LexiconRules(Lexicon lexicon)
    {
        var words = lexicon.Sentiment;
        Sentiment = new SentimentScale(words);
        Categories = lexicon.Categories.Select(category => (category.Key, new TermTable(category.Value))).ToList();
        FallbackCategory = lexicon.FallbackCategory;
        Languages = lexicon.Languages.Select(language => (language.Key, language.Value.ToHashSet(StringComparer.OrdinalIgnoreCase))).ToList();
        Closings = lexicon.Closings.Select(closing => closing.ToLowerInvariant()).ToList();
        Fields = lexicon.Fields.ToDictionary(
            field => field.Key,
            field => (IReadOnlyList<(Regex, string)>)field.Value.Select(pattern => (Compile(field.Key, pattern.Pattern), pattern.As)).ToList(),
            StringComparer.Ordinal);
    }

    public SentimentScale Sentiment { get; }

    public IReadOnlyList<(string Name, TermTable Terms)> Categories { get; }

    public string FallbackCategory { get; }

    public IReadOnlyList<(string Code, HashSet<string> Words)> Languages { get; }

    public IReadOnlyList<string> Closings { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<(Regex Pattern, string As)>> Fields { get; }

    // NonBacktracking: no pattern can take more than linear time, whoever wrote it.
    private static Regex Compile(string field, string pattern)
    {
        try
        {
            return pattern.Length <= LongestPattern
                ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
                : throw new FormatException($"a pattern of field '{field}' has {pattern.Length} characters; use at most {LongestPattern}");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"the pattern '{pattern}' of field '{field}' is no regular expression without look-around and back-references");
        }
    }
}
