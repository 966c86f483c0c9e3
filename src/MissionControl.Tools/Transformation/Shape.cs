using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Transformation;

/// <summary>How an element leaves: fields renamed in their place (one that a dotted path names is copied to the top), then the selected ones alone.</summary>
internal sealed class Shape
{
    private readonly Dictionary<string, string> _names;
    private readonly IReadOnlyList<string>? _selected;

    private Shape(Dictionary<string, string> names, IReadOnlyList<string>? selected) => (_names, _selected) = (names, selected);

    public static Shape Read(JsonNode? rename, JsonNode? select)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (old, name) in rename as JsonObject ?? [])
        {
            names[old] = Text(name) ?? throw Unfit($"'rename.{old}' must be the new name of the field.");
        }

        if (names.Values.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw Unfit("'rename' gives two fields one name.");
        }

        var selected = (select as JsonArray)?.Select(field => Text(field) ?? throw Unfit("'select' must be a list of field names.")).ToList();
        return new Shape(names, selected);
    }

    /// <exception cref="ToolException">A renamed field would take the place of another one.</exception>
    public JsonObject Apply(JsonObject item)
    {
        var renamed = new JsonObject();
        foreach (var (name, value) in item)
        {
            Add(renamed, _names.GetValueOrDefault(name, name), value);
        }

        foreach (var (old, name) in _names)
        {
            if (!item.ContainsKey(old) && FieldPath.TryGet(item, old, out var inner))
            {
                Add(renamed, name, inner);
            }
        }

        return _selected is null ? renamed : Select(renamed, _selected);
    }

    private static void Add(JsonObject item, string name, JsonNode? value)
    {
        if (!item.TryAdd(name, value?.DeepClone()))
        {
            throw Unfit($"'rename' gives a field the name '{name}', which another field of the same element has.");
        }
    }

    private static JsonObject Select(JsonObject item, IReadOnlyList<string> fields)
    {
        var selected = new JsonObject();
        foreach (var field in fields)
        {
            if (FieldPath.TryGet(item, field, out var value))
            {
                selected[field] = value?.DeepClone();
            }
        }

        return selected;
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static ToolException Unfit(string message) => new("invalid_parameter", message, retryable: false);
}
