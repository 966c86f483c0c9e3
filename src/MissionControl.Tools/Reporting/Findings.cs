namespace MissionControl.Tools.Reporting;

/// <summary>What the figures say in sentences: the headline, and the findings below it.</summary>
internal static class Findings
{
    public static string Headline(Statistics stats)
    {
        if (stats.Total is 0)
        {
            return "There are no messages to report on.";
        }

        if (stats.Topics?.Values is not [var top, ..])
        {
            return stats.Total is { } total ? $"{Words.Number(total)} messages were summarized." : "The figures at a glance.";
        }

        return $"{Words.Title(top.Value)} is what customers write about most: {Words.Number(top.Count)} of {Words.Number(stats.Total ?? 0)} messages ({Words.Percent(top.Share)}).";
    }

    public static IReadOnlyList<string> All(Statistics stats) => new[]
    {
        Mood(stats),
        Concentration(stats),
        Sorest(stats),
        Kindest(stats),
    }.OfType<string>().ToList();

    private static string? Mood(Statistics stats)
    {
        var bad = ShareOf(stats, Tones.Bad);
        var good = ShareOf(stats, Tones.Good);
        return stats.Sentiments is null || stats.Total is null or 0
            ? null
            : $"{Words.Percent(bad)} of all messages are negative, {Words.Percent(good)} positive.";
    }

    private static string? Concentration(Statistics stats)
    {
        if (stats.Topics is not { Values.Count: > 4 } topics)
        {
            return null;
        }

        var first = topics.Values.Take(3).ToList();
        return $"The three largest of {topics.Values.Count} topics ({string.Join(", ", first.Select(value => Words.Title(value.Value)))}) make up {Words.Percent(first.Sum(value => value.Share))}.";
    }

    private static string? Sorest(Statistics stats) =>
        Extreme(stats, Tones.Bad) is var (topic, share) ? $"{topic} is the most critical topic: {Words.Percent(share)} of its messages are negative." : null;

    private static string? Kindest(Statistics stats) =>
        Extreme(stats, Tones.Good) is var (topic, share) ? $"{topic} is the best received topic: {Words.Percent(share)} of its messages are positive." : null;

    /// <summary>The topic with the largest share of a tone, among those with enough messages to say so.</summary>
    private static (string Topic, decimal Share)? Extreme(Statistics stats, string tone)
    {
        var shares = Shares(stats, tone).Where(share => share.Share > 0).OrderByDescending(share => share.Share)
            .ThenByDescending(share => share.Topic.Count).ThenBy(share => share.Topic.Value, StringComparer.Ordinal).ToList();
        return shares.Count > 0 ? (Words.Title(shares[0].Topic.Value), shares[0].Share) : null;
    }

    private static IEnumerable<(ValueCount Topic, decimal Share)> Shares(Statistics stats, string tone)
    {
        if (stats.Topics is not { } topics || stats.Sentiments is not { } sentiments)
        {
            yield break;
        }

        // That praise is positive is no finding.
        var topicsToCompare = topics.Values.Where(topic => !string.Equals(topic.Value, "praise", StringComparison.OrdinalIgnoreCase));
        var enough = Math.Max(3, (stats.Total ?? 0) / 20);
        foreach (var topic in topicsToCompare.Where(topic => topic.Count >= enough))
        {
            var count = sentiments.Values.Where(value => Tones.Of(value.Value) == tone)
                .Sum(value => stats.CountOf(topics.Field, topic.Value, sentiments.Field, value.Value) ?? 0);
            yield return (topic, 100m * count / topic.Count);
        }
    }

    internal static decimal ShareOf(Statistics stats, string tone) =>
        stats.Sentiments?.Values.Where(value => Tones.Of(value.Value) == tone).Sum(value => value.Share) ?? 0;
}
