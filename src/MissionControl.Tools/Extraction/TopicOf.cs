namespace MissionControl.Tools.Extraction;

/// <summary>The category whose terms weigh most in a message. A term counts at most twice, so that one repeated word does not decide.</summary>
internal static class TopicOf
{
    private const int MostCounts = 2;
    private const double LowestScore = 1;

    public static string Message(MessageReading reading)
    {
        var best = (Name: reading.Rules.FallbackCategory, Score: 0.0);
        foreach (var (name, terms) in reading.Rules.Categories)
        {
            var score = Score(reading.AllWords, terms);
            if (score >= LowestScore && score > best.Score)
            {
                best = (name, score);
            }
        }

        return best.Name;
    }

    private static double Score(IReadOnlyList<Word> words, TermTable terms)
    {
        var counts = new Dictionary<Term, int>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < words.Count; at++)
        {
            var skip = 0;
            foreach (var term in terms.FindAll(words, at))
            {
                counts[term] = counts.GetValueOrDefault(term) + 1;
                skip = term.Words.Count - 1;
            }

            at += skip;
        }

        return counts.Sum(count => count.Key.Weight * Math.Min(count.Value, MostCounts));
    }
}
