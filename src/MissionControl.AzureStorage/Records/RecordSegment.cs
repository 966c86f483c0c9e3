using System.Text.Json.Nodes;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Records;

/// <summary>What one write brought, as it is kept: a store is its segments applied in their order.</summary>
/// <param name="KeyField">Set for an upsert.</param>
internal sealed record RecordSegment(RecordWriteMode Mode, string? KeyField, IReadOnlyList<JsonObject> Records)
{
    /// <summary>The records after the segment, in order of writing; a list of its own.</summary>
    public List<JsonObject> ApplyTo(IReadOnlyList<JsonObject> before)
    {
        if (Mode != RecordWriteMode.Upsert)
        {
            return Mode == RecordWriteMode.Replace ? [.. Records] : [.. before, .. Records];
        }

        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var after = new List<JsonObject?>();
        foreach (var record in before)
        {
            Remember(places, record, after.Count);
            after.Add(record);
        }

        foreach (var record in Records)
        {
            Put(places, after, record);
        }

        return [.. after.OfType<JsonObject>()];
    }

    /// <summary>The value by which an upsert knows a record; null when it has none.</summary>
    public static string? KeyOf(JsonObject record, string field) =>
        record.TryGetPropertyValue(field, out var value) ? value?.ToJsonString(Wire.Options) ?? "null" : null;

    /// <summary>The first record of the key is replaced in its place, the others go.</summary>
    private void Put(Dictionary<string, List<int>> places, List<JsonObject?> after, JsonObject record)
    {
        if (!places.TryGetValue(KeyOf(record, KeyField!)!, out var same))
        {
            Remember(places, record, after.Count);
            after.Add(record);
            return;
        }

        after[same[0]] = record;
        foreach (var place in same.Skip(1))
        {
            after[place] = null;
        }

        same.RemoveRange(1, same.Count - 1);
    }

    private void Remember(Dictionary<string, List<int>> places, JsonObject record, int place)
    {
        if (KeyOf(record, KeyField!) is not { } key)
        {
            return;
        }

        if (!places.TryGetValue(key, out var same))
        {
            places[key] = same = [];
        }

        same.Add(place);
    }
}
