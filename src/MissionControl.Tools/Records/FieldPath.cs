using System.Text.Json.Nodes;

namespace MissionControl.Tools.Records;

/// <summary>
/// Finds a field of a record: a member of exactly this name, else the members that its dots lead through.
/// A record without the field, and a scalar on the way, give "absent", never an error.
/// </summary>
internal static class FieldPath
{
    public static bool TryGet(JsonObject record, string field, out JsonNode? value)
    {
        if (record.TryGetPropertyValue(field, out value))
        {
            return true;
        }

        var current = record;
        var names = field.Split('.');
        for (var i = 0; i < names.Length - 1; i++)
        {
            if (!current.TryGetPropertyValue(names[i], out var next) || next is not JsonObject inner)
            {
                value = null;
                return false;
            }

            current = inner;
        }

        return current.TryGetPropertyValue(names[^1], out value);
    }

    public static JsonNode? Find(JsonObject record, string field) => TryGet(record, field, out var value) ? value : null;
}
