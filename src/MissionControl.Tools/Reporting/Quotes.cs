using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MissionControl.Reports.Drawing;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

/// <summary>What a customer wrote.</summary>
internal sealed record Quote(string Text, string Topic, string Sentiment, string Customer, string Date);

/// <summary>
/// Chooses messages that show what the figures mean: for each of the largest topics one of its prevailing sentiment, then a positive one.
/// The choice depends on the records and not on their order.
/// </summary>
internal sealed partial class Quotes(Statistics stats, IReadOnlyList<JsonObject> records)
{
    private const int Topics = 4;
    private const int Longest = 260;

    private static readonly string[] TextFields = ["feedback_text", "text", "quote", "comment", "message", "body", "description"];
    private static readonly string[] CustomerFields = ["customer_name", "customer_id", "customer"];
    private static readonly string[] DateFields = ["date", "received_at", "received", "created_at", "timestamp"];

    public IReadOnlyList<Quote> Choose()
    {
        var candidates = records.Select(Read).Where(quote => quote.Text.Length > 0).Distinct()
            .OrderBy(quote => quote.Text.Length is >= 40 and <= Longest ? 0 : 1)
            .ThenByDescending(quote => quote.Date, StringComparer.Ordinal)
            .ThenBy(quote => quote.Text, StringComparer.Ordinal)
            .ThenBy(quote => quote.Customer, StringComparer.Ordinal)
            .ToList();
        var chosen = new List<Quote>();
        foreach (var topic in stats.Topics?.Values.Take(Topics) ?? [])
        {
            var ofTopic = candidates.Where(quote => quote.Topic == topic.Value).ToList();
            var prevailing = ofTopic.GroupBy(quote => quote.Sentiment).OrderByDescending(group => group.Count())
                .ThenBy(group => Tones.Order(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
            Add(chosen, ofTopic.FirstOrDefault(quote => quote.Sentiment == prevailing));
        }

        if (!chosen.Any(quote => Tones.Of(quote.Sentiment) == Tones.Good))
        {
            Add(chosen, candidates.FirstOrDefault(quote => Tones.Of(quote.Sentiment) == Tones.Good));
        }

        return (chosen.Count > 0 ? chosen : candidates.Take(Topics)).Select(quote => quote with { Text = Svg.Shorten(quote.Text, Longest) }).ToList();
    }

    private static void Add(List<Quote> chosen, Quote? quote)
    {
        if (quote is not null && !chosen.Contains(quote))
        {
            chosen.Add(quote);
        }
    }

    private Quote Read(JsonObject record) => new(
        Space().Replace(First(record, TextFields), " ").Trim(),
        stats.Topics is { } topics ? Words.Text(FieldPath.Find(record, topics.Field)) ?? "" : "",
        stats.Sentiments is { } sentiments ? Words.Text(FieldPath.Find(record, sentiments.Field)) ?? "" : "",
        First(record, CustomerFields),
        First(record, DateFields));

    private static string First(JsonObject record, string[] fields) =>
        fields.Select(field => Words.Text(record[field])).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
