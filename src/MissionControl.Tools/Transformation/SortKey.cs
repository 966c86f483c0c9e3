using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Transformation;

/// <summary>A field to sort by. Elements without it come last in both directions.</summary>
internal sealed record SortKey(string Field, bool Descending)
{
    public static IReadOnlyList<SortKey> ReadAll(JsonNode? sort) =>
        sort is null ? [] : RecordList.From(sort, "sort").Select(Read).ToList();

    /// <summary>Stable: elements that are equal in every key keep their order.</summary>
    public static IEnumerable<JsonObject> Apply(IEnumerable<JsonObject> items, IReadOnlyList<SortKey> keys)
    {
        var sorted = items.OrderBy(_ => 0);
        foreach (var key in keys)
        {
            sorted = sorted.ThenBy(item => FieldPath.Find(item, key.Field) is null);
            sorted = key.Descending
                ? sorted.ThenByDescending(item => FieldPath.Find(item, key.Field), ValueOrder.Instance)
                : sorted.ThenBy(item => FieldPath.Find(item, key.Field), ValueOrder.Instance);
        }

        return sorted;
    }

    private static SortKey Read(JsonObject key, int index)
    {
        var field = key["field"] is JsonValue name && name.TryGetValue<string>(out var text) ? text : throw Unfit(index, "needs 'field', the name of a field");
        var direction = key["direction"] is null ? "asc" : key["direction"]!.ToString();
        return direction switch
        {
            "asc" => new SortKey(field, Descending: false),
            "desc" => new SortKey(field, Descending: true),
            _ => throw Unfit(index, "needs asc or desc as 'direction'"),
        };
    }

    private static ToolException Unfit(int index, string what) => new("invalid_parameter", $"'sort[{index}]' {what}.", retryable: false);
}
