using System.Text.Json;
using System.Text.Json.Nodes;

namespace MissionControl.Steps;

/// <summary>The checked parameters of one call, under the names of the signature. A parameter that was neither given nor has a default is absent.</summary>
public sealed class ToolInput(JsonObject values)
{
    public JsonObject Values { get; } = values;

    public bool Has(string name) => Values.TryGetPropertyValue(name, out var value) && value is not null;

    public JsonNode? this[string name] => Values[name];

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    public string? OptionalText(string name) => Values[name] is JsonValue value ? value.GetValue<string>() : null;

    public decimal? OptionalNumber(string name) => Values[name] is JsonValue value ? value.Deserialize<decimal>() : null;

    public bool Flag(string name) => Values[name] is JsonValue value && value.GetValue<bool>();

    public JsonObject Object(string name) => Values[name] as JsonObject ?? throw Missing(name);

    public JsonArray List(string name) => Values[name] as JsonArray ?? throw Missing(name);

    private static ToolException Missing(string name) => new("missing_parameter", $"Parameter '{name}' is missing.", retryable: false);
}
