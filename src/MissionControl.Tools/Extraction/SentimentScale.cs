namespace MissionControl.Tools.Extraction;

/// <summary>The feeling of a text: positive, negative or neutral, from words, their negation, their intensity, and what follows a "but".</summary>
internal sealed class SentimentScale
{
    private const int NegationReach = 3;
    private const double NegationFactor = -0.75;
    private const double BeforeContrast = 0.5;
    private const double AfterContrast = 1.5;

    private readonly TermTable _terms;
    private readonly TermTable _negations;
    private readonly TermTable _intensifiers;
    private readonly TermTable _contrasts;
    private readonly double _threshold;

    public SentimentScale(SentimentWords words)
    {
        _terms = new TermTable(words.Positive
            .Concat(words.Negative.Select(term => KeyValuePair.Create(term.Key, -Math.Abs(term.Value))))
            .Concat(words.Neutral.Select(term => KeyValuePair.Create(term, 0.0))));
        _negations = TermTable.Of(words.Negations);
        _intensifiers = new TermTable(words.Intensifiers);
        _contrasts = TermTable.Of(words.Contrasts);
        _threshold = words.Threshold;
    }

    public double Score(IReadOnlyList<Word> words)
    {
        var contrasts = Contrasts(words);
        var consumed = new bool[words.Count];
        var score = 0.0;
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].IsUnspaced)
            {
                score += _terms.FindAll(words, at).Sum(term => term.Weight);
                continue;
            }

            if (_terms.Find(words, at) is { } term)
            {
                score += term.Weight * Intensity(words, at) * Negation(words, at, consumed) * Contrast(words, at, contrasts);
                Array.Fill(consumed, true, at, term.Words.Count);
                at += term.Words.Count - 1;
            }
        }

        return Math.Round(score, 2);
    }

    public string Label(double score) => score >= _threshold ? "positive" : score <= -_threshold ? "negative" : "neutral";

    private double Intensity(IReadOnlyList<Word> words, int at) =>
        at > 0 && words[at - 1].Clause == words[at].Clause && _intensifiers.Find(words, at - 1) is { } found ? found.Weight : 1;

    // A negation inside a term of its own, such as "no problem", turns nothing else.
    private double Negation(IReadOnlyList<Word> words, int at, bool[] consumed)
    {
        for (var back = 1; back <= NegationReach && at - back >= 0 && words[at - back].Clause == words[at].Clause; back++)
        {
            if (!consumed[at - back] && _negations.Find(words, at - back) is not null)
            {
                return NegationFactor;
            }
        }

        return 1;
    }

    // Sentence to the place of its last contrast.
    private Dictionary<int, int> Contrasts(IReadOnlyList<Word> words)
    {
        var found = new Dictionary<int, int>();
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at - 1].Sentence == words[at].Sentence && _contrasts.Find(words, at) is not null)
            {
                found[words[at].Sentence] = at;
            }
        }

        return found;
    }

    private static double Contrast(IReadOnlyList<Word> words, int at, Dictionary<int, int> contrasts) =>
        !contrasts.TryGetValue(words[at].Sentence, out var place) ? 1 : at < place ? BeforeContrast : AfterContrast;
}
