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

    /// <summary>Letters to add, drop, change, or swap with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> before = stackalloc int[right.Length + 1];
        Span<int> above = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = above[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var oldest = before;
            before = above;
            above = row;
            row = oldest;
        }

        return above[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
