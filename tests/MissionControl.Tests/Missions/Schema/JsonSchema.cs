using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MissionControl.Tests.Missions.Schema;

/// <summary>Walks a JSON Schema as far as ours uses the language; a keyword it does not know fails the test that meets it.</summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly string[] Notes = ["$schema", "$id", "$defs", "title", "description", "default", "then", "else"];

    public JsonObject Definition(string name) => root["$defs"]![name]!.AsObject();

    public bool IsValid(JsonNode? value) => IsValid(root, value);

    private bool IsValid(JsonNode? schema, JsonNode? value) => schema switch
    {
        JsonObject keywords => keywords.All(keyword => Holds(keyword.Key, keyword.Value!, keywords, value)),
        _ => schema!.GetValue<bool>(),
    };

    private bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? value) => keyword switch
    {
        "$ref" => IsValid(Definition(rule.GetValue<string>().Replace("#/$defs/", "", StringComparison.Ordinal)), value),
        "type" => rule is JsonArray types ? types.Any(type => IsOfType(type!, value)) : IsOfType(rule, value),
        "enum" => rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "anyOf" => rule.AsArray().Any(one => IsValid(one, value)),
        "oneOf" => rule.AsArray().Count(one => IsValid(one, value)) == 1,
        "allOf" => rule.AsArray().All(one => IsValid(one, value)),
        "not" => !IsValid(rule, value),
        "if" => IsValid(schema[IsValid(rule, value) ? "then" : "else"] ?? true, value),
        "required" => value is not JsonObject found || rule.AsArray().All(name => found.ContainsKey((string)name!)),
        "properties" => value is not JsonObject found || rule.AsObject().All(one => !found.ContainsKey(one.Key) || IsValid(one.Value, found[one.Key])),
        "patternProperties" => value is not JsonObject found
            || rule.AsObject().All(one => found.All(member => !Regex.IsMatch(member.Key, one.Key) || IsValid(one.Value, member.Value))),
        "additionalProperties" => value is not JsonObject found || found.All(member => IsNamed(schema, member.Key) || IsValid(rule, member.Value)),
        "propertyNames" => value is not JsonObject found || found.All(member => IsValid(rule, JsonValue.Create(member.Key))),
        "items" => value is not JsonArray list || list.All(item => IsValid(rule, item)),
        _ => HoldsBound(keyword, rule, value),
    };

    private static bool HoldsBound(string keyword, JsonNode rule, JsonNode? value) => keyword switch
    {
        "minimum" => Number(value) is not { } number || number >= rule.GetValue<decimal>(),
        "maximum" => Number(value) is not { } number || number <= rule.GetValue<decimal>(),
        "minItems" => value is not JsonArray list || list.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray list || list.Count <= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject found || found.Count <= rule.GetValue<int>(),
        "maxLength" => Text(value) is not { } text || new StringInfo(text).LengthInTextElements <= rule.GetValue<int>(),
        "pattern" => Text(value) is not { } text || Regex.IsMatch(text, rule.GetValue<string>()),
        _ => Notes.Contains(keyword) ? true : throw new NotSupportedException($"The walker does not know '{keyword}'."),
    };

    private static bool IsNamed(JsonObject schema, string name) =>
        schema["properties"]?.AsObject().ContainsKey(name) == true
        || schema["patternProperties"]?.AsObject().Any(one => Regex.IsMatch(name, one.Key)) == true;

    private static bool IsOfType(JsonNode type, JsonNode? value) => (type.GetValue<string>(), value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(Number(value)!.Value),
        _ => false,
    };

    private static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<decimal>() : null;

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
