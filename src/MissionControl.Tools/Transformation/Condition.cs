using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Steps;
using MissionControl.Tools.Records;

namespace MissionControl.Tools.Transformation;

/// <summary>One condition on a field. Values of different kinds are never equal and neither is greater; an absent field fulfils only <c>ne</c> and <c>exists: false</c>.</summary>
internal sealed class Condition
{
    private const string Operators = "eq, ne, gt, gte, lt, lte, contains, exists, in";
    private static readonly string[] Members = ["field", "op", "value"];

    private readonly string _field;
    private readonly string _op;
    private readonly JsonNode? _value;

    private Condition(string field, string op, JsonNode? value) => (_field, _op, _value) = (field, op, value);

    public static IReadOnlyList<Condition> ReadAll(JsonNode? filter) =>
        filter is null ? [] : RecordList.From(filter, "filter").Select(Read).ToList();

    public bool Holds(JsonObject item)
    {
        var isThere = FieldPath.TryGet(item, _field, out var found);
        return _op switch
        {
            "exists" => isThere == (_value?.GetValue<bool>() ?? true),
            "ne" => !isThere || !ValueOrder.AreEqual(found, _value),
            _ => isThere && Compare(found),
        };
    }

    private bool Compare(JsonNode? found) => _op switch
    {
        "eq" => ValueOrder.AreEqual(found, _value),
        "in" => _value!.AsArray().Any(value => ValueOrder.AreEqual(found, value)),
        "contains" => Contains(found),
        _ => ValueOrder.AreComparable(found, _value) && IsOrdered(ValueOrder.Instance.Compare(found, _value)),
    };

    private bool IsOrdered(int order) => _op switch
    {
        "gt" => order > 0,
        "gte" => order >= 0,
        "lt" => order < 0,
        _ => order <= 0,
    };

    /// <summary>A list holds the value, or a text has it as a part whatever its case.</summary>
    private bool Contains(JsonNode? found)
    {
        if (found is JsonArray list)
        {
            return list.Any(value => ValueOrder.AreEqual(value, _value));
        }

        return Text(found) is { } text && Text(_value) is { } part && text.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static Condition Read(JsonObject condition, int index)
    {
        var place = $"filter[{index}]";
        var unknown = condition.Select(member => member.Key).FirstOrDefault(name => !Members.Contains(name));
        if (unknown is not null)
        {
            throw Unfit(place, $"has the unknown member '{unknown}'; it takes field, op and value");
        }

        var field = Text(condition["field"]) ?? throw Unfit(place, "needs 'field', the name of a field");
        var op = condition["op"] is null ? "eq" : Text(condition["op"]);
        var value = condition["value"]?.DeepClone();
        return op switch
        {
            "eq" or "ne" or "gt" or "gte" or "lt" or "lte" or "contains" => condition.ContainsKey("value")
                ? new Condition(field, op, value)
                : throw Unfit(place, $"needs 'value' for '{op}'"),
            "in" => value is JsonArray ? new Condition(field, op, value) : throw Unfit(place, "needs a list as 'value' for 'in'"),
            "exists" => value is null || value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                ? new Condition(field, op, value)
                : throw Unfit(place, "takes true or false as 'value' for 'exists'"),
            _ => throw Unfit(place, $"has an unknown 'op'; use one of {Operators}"),
        };
    }

    private static ToolException Unfit(string place, string what) => new("invalid_parameter", $"'{place}' {what}.", retryable: false);
}
