namespace MissionControl.Tools.Extraction;

/// <summary>Finds weighted terms in a sequence of words, the longest first.</summary>
internal sealed class TermTable
{
    private const int LongestTerm = 80;

    private readonly Dictionary<string, List<Term>> _byFirstWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Term>> _byFirstStem = new(StringComparer.Ordinal);
    private readonly List<Term> _inside = [];

    /// <exception cref="FormatException">A term is empty or too long, or a weight is no number.</exception>
    public TermTable(IEnumerable<KeyValuePair<string, double>> terms)
    {
        foreach (var (text, weight) in terms)
        {
            Add(text, weight);
        }
    }

    public static TermTable Of(IEnumerable<string> terms) => new(terms.Select(term => KeyValuePair.Create(term, 1.0)));

    /// <summary>The longest term that begins at <paramref name="at"/>, or null.</summary>
    public Term? Find(IReadOnlyList<Word> words, int at)
    {
        var first = words[at].Text;
        if (words[at].IsUnspaced)
        {
            return _inside.Find(term => first.Contains(term.Words[0], StringComparison.Ordinal));
        }

        Term? best = null;
        Take(_byFirstWord, first, words, at, ref best);
        for (var length = Math.Min(first.Length, LongestTerm); length > 1 && _byFirstStem.Count > 0; length--)
        {
            Take(_byFirstStem, first[..length], words, at, ref best);
        }

        return best;
    }

    /// <summary>Every term inside a word of a script without spaces, or the term that begins there.</summary>
    public IEnumerable<Term> FindAll(IReadOnlyList<Word> words, int at) =>
        words[at].IsUnspaced
            ? _inside.Where(term => words[at].Text.Contains(term.Words[0], StringComparison.Ordinal))
            : Find(words, at) is { } found ? [found] : [];

    private void Add(string text, double weight)
    {
        var parts = text.ToLowerInvariant().Replace('\u2019', '\'').Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || text.Length > LongestTerm || parts.Any(part => part.Trim('*').Length == 0) || !double.IsFinite(weight))
        {
            throw new FormatException($"the term '{(text.Length > LongestTerm ? text[..LongestTerm] : text)}' must be 1 to {LongestTerm} characters with a weight");
        }

        if (parts[0].StartsWith('*'))
        {
            _inside.Add(new Term([parts[0].Trim('*')], weight));
            return;
        }

        var term = new Term(parts, weight);
        var table = parts[0].EndsWith('*') ? _byFirstStem : _byFirstWord;
        var key = parts[0].TrimEnd('*');
        table.TryAdd(key, []);
        table[key].Add(term);
    }

    private static void Take(Dictionary<string, List<Term>> table, string key, IReadOnlyList<Word> words, int at, ref Term? best)
    {
        foreach (var term in table.GetValueOrDefault(key) ?? [])
        {
            if (term.Words.Count > (best?.Words.Count ?? 0) && Fits(term, words, at))
            {
                best = term;
            }
        }
    }

    private static bool Fits(Term term, IReadOnlyList<Word> words, int at)
    {
        for (var i = 1; i < term.Words.Count; i++)
        {
            if (at + i >= words.Count || words[at + i].Sentence != words[at].Sentence || !Fits(term.Words[i], words[at + i].Text))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(string part, string word) =>
        part.EndsWith('*') ? word.StartsWith(part[..^1], StringComparison.Ordinal) : word == part;
}

/// <summary>A term of a lexicon, word by word.</summary>
internal sealed record Term(IReadOnlyList<string> Words, double Weight);
