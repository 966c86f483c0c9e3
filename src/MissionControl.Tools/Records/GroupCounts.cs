using System.Text.Json.Nodes;

namespace MissionControl.Tools.Records;

/// <summary>How many records share the same values of some fields: largest group first, equal ones by name.</summary>
internal sealed class GroupCounts
{
    /// <summary>Stands for records without a value in the field.</summary>
    public const string NoValue = "(none)";

    private readonly IReadOnlyList<string> _fields;
    private readonly List<(string[] Values, int Count)> _groups;
    private readonly int _total;

    private GroupCounts(IReadOnlyList<string> fields, List<(string[] Values, int Count)> groups, int total) =>
        (_fields, _groups, _total) = (fields, groups, total);

    public static GroupCounts Of(IReadOnlyList<JsonObject> records, IReadOnlyList<string> fields)
    {
        var groups = records
            .Select(record => fields.Select(field => Text(FieldPath.Find(record, field))).ToArray())
            .GroupBy(values => new JsonArray(values.Select(value => (JsonNode)value).ToArray()).ToJsonString(), StringComparer.Ordinal)
            .Select(group => (Values: group.First(), Count: group.Count(), group.Key))
            .OrderByDescending(group => group.Count)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Values, group.Count))
            .ToList();
        return new GroupCounts(fields, groups, records.Count);
    }

    /// <summary>Of one field: <c>{value, count, share}</c>; of several: <c>{values: {field: value}, count, share}</c>.</summary>
    public JsonArray ToJson() => new(_groups.Select(Describe).ToArray());

    /// <summary>Value to share in percent, for paths that must not depend on the order.</summary>
    public JsonObject Shares()
    {
        var shares = new JsonObject();
        foreach (var (values, count) in _groups)
        {
            shares[values[0]] = Share(count);
        }

        return shares;
    }

    private JsonNode Describe((string[] Values, int Count) group)
    {
        var described = new JsonObject();
        if (_fields.Count == 1)
        {
            described["value"] = group.Values[0];
        }
        else
        {
            var values = new JsonObject();
            for (var i = 0; i < _fields.Count; i++)
            {
                values[_fields[i]] = group.Values[i];
            }

            described["values"] = values;
        }

        described["count"] = group.Count;
        described["share"] = Share(group.Count);
        return described;
    }

    private decimal Share(int count) => Math.Round(100m * count / _total, 1, MidpointRounding.AwayFromZero);

    private static string Text(JsonNode? value) => value switch
    {
        null => NoValue,
        JsonArray list => list.Count == 0 ? NoValue : string.Join(", ", list.Select(Text)),
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text.Length == 0 ? NoValue : text,
        _ => value.ToJsonString(Wire.Options),
    };
}
