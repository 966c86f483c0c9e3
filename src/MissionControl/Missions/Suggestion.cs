using MissionControl.Assets;

namespace MissionControl.Missions;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Suggestion
{
    // Enough for any real document; a hostile one must not buy unbounded work with unknown words.
    private const int MaxCandidates = 2000;

    /// <summary>The nearest candidate, or null when none is near: at most one edit in three letters. Case does not count.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > Identifier.MaxLength)
        {
            return null;
        }

        string? nearest = null;
        var best = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates.Take(MaxCandidates))
        {
            if (Math.Abs(candidate.Length - word.Length) < best && Distance(word, candidate) is var distance && distance < best)
            {
                (nearest, best) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary><c>Did you mean "x"? </c> with a blank behind it, or nothing.</summary>
    internal static string DidYouMean(string word, IEnumerable<string> candidates) =>
        Nearest(word, candidates) is { } nearest ? $"Did you mean {PathText.Quote(nearest)}? " : "";

    /// <summary>At most <paramref name="limit"/> of the words, and how many more there are.</summary>
    internal static string Listed(IReadOnlyCollection<string> words, int limit = 20)
    {
        var shown = string.Join(", ", words.Take(limit).Select(word => PathText.IsPlain(word) && word.Length <= 60 ? word : PathText.Quote(word)));
        return words.Count > limit ? $"{shown} and {words.Count - limit} more" : shown;
    }

    private static int Distance(string left, string right)
    {
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
