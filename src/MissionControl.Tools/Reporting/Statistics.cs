using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Reporting;

/// <summary>How many records have a value, and their share in percent.</summary>
internal sealed record ValueCount(string Value, int Count, decimal Share);

/// <summary>The values of one field, largest first.</summary>
internal sealed record ValueGroup(string Field, IReadOnlyList<ValueCount> Values)
{
    public string Title => Words.Title(Field);

    public bool IsSentiment => Field.EndsWith("sentiment", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Statistics as a report reads them: what <c>data_store_summarize</c> wrote, and whatever else an object of figures holds.</summary>
internal sealed class Statistics
{
    private readonly JsonObject _stats;

    public Statistics(JsonObject stats)
    {
        _stats = stats;
        var groups = stats["groups"] as JsonObject ?? [];
        Total = Count(stats["total"]) ?? (groups.Count > 0 ? Items(groups[0]).Sum(item => Count(item["count"]) ?? 0) : null);
        Groups = groups.Select(group => new ValueGroup(group.Key, Values(group.Value))).ToList();
    }

    public int? Total { get; }

    public string? StoreName => Words.Text(_stats["store_name"]);

    public IReadOnlyList<ValueGroup> Groups { get; }

    /// <summary>What the records are about: the first group that is no sentiment.</summary>
    public ValueGroup? Topics => Groups.FirstOrDefault(group => !group.IsSentiment);

    public ValueGroup? Sentiments => Groups.FirstOrDefault(group => group.IsSentiment);

    /// <summary>How many records have both values, where the statistics say so.</summary>
    public int? CountOf(string field, string value, string otherField, string otherValue) => HasCombined
        ? Combined.Where(group => Words.Text(group["values"]?[field]) == value && Words.Text(group["values"]?[otherField]) == otherValue)
            .Sum(group => Count(group["count"]) ?? 0)
        : null;

    public IEnumerable<(string Field, JsonObject Figures)> FieldsOfType(string type) => (_stats["fields"] as JsonObject ?? [])
        .Where(field => Words.Text(field.Value?["type"]) == type)
        .Select(field => (field.Key, field.Value!.AsObject()));

    public JsonObject? FiguresOf(string field) => _stats["fields"]?[field] as JsonObject;

    /// <summary>The plain figures of an object that <c>data_store_summarize</c> did not write.</summary>
    public IEnumerable<(string Name, string Value)> PlainFigures => _stats
        .Where(member => member.Value is JsonValue && member.Key is not ("total" or "store_name" or "summarization_type"))
        .Select(member => (Words.Title(member.Key), Words.Text(member.Value) ?? member.Value!.ToJsonString()));

    private bool HasCombined => _stats["combined"] is JsonArray { Count: > 0 };

    private IEnumerable<JsonObject> Combined => (_stats["combined"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<JsonObject> Items(JsonNode? group) => (group as JsonArray ?? []).OfType<JsonObject>();

    // Shares are taken from the counts: the ones in the statistics are rounded, and rounding twice is wrong.
    private List<ValueCount> Values(JsonNode? group) => Items(group)
        .Select(item => (Value: Words.Text(item["value"]) ?? GroupCounts.NoValue, Count: Count(item["count"]) ?? 0))
        .Select(item => new ValueCount(item.Value, item.Count, Total > 0 ? 100m * item.Count / Total.Value : 0))
        .ToList();

    private static int? Count(JsonNode? node) =>
        Numbers.TryRead(node, out var number) && number is >= 0 and <= int.MaxValue ? decimal.ToInt32(number) : null;
}

/// <summary>Field names and numbers as a reader wants them.</summary>
internal static class Words
{
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary><c>issue_category</c> becomes <c>Issue category</c>.</summary>
    public static string Title(string field)
    {
        var words = field.Replace('_', ' ').Replace('.', ' ').Trim();
        return words.Length == 0 ? field : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Number(decimal number) => number.ToString(
        decimal.Truncate(number) == number ? "N0" : "#,##0.00",
        CultureInfo.InvariantCulture);

    /// <summary>Percent without decimals; a share that is there is never 0%.</summary>
    public static string Percent(decimal share) => share is > 0 and < 1
        ? "<1%"
        : Math.Round(share, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture) + "%";

    public static string Day(DateTimeOffset date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
