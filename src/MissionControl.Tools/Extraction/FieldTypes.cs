using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Extraction;

/// <summary>How a schema wants a field written.</summary>
internal enum FieldType
{
    Text,
    Number,
    Boolean,
    Date,
    List,
}

internal static class FieldTypes
{
    public const string Names = "string, number, boolean, date, list";

    /// <exception cref="ToolException">The schema is empty, too large, or names no type.</exception>
    public static FieldType Parse(string field, JsonNode? type) =>
        (type is JsonValue value && value.TryGetValue<string>(out var word) ? word.Trim().ToLowerInvariant() : null) switch
        {
            "string" or "text" or "any" or "markdown" => FieldType.Text,
            "number" or "integer" or "int" or "float" or "decimal" => FieldType.Number,
            "boolean" or "bool" => FieldType.Boolean,
            "date" or "datetime" => FieldType.Date,
            "list" or "array" or "string[]" or "text[]" => FieldType.List,
            _ => throw new ToolException("bad_schema", $"Field '{field}' of the schema has no known type. Use one of {Names}, as a text.", retryable: false),
        };

    /// <summary>The found value as the schema wants it; null where it cannot be written so.</summary>
    public static JsonNode? Write(FieldType type, FoundValue? found) => (type, found) switch
    {
        (FieldType.Boolean, _) => found is { Flag: var flag } && (flag ?? true),
        (FieldType.List, _) => new JsonArray((found?.Items ?? (found is null ? [] : [found.Text])).Select(item => (JsonNode)item).ToArray()),
        (_, null) => null,
        (FieldType.Number, _) => found.Number is { } number ? JsonValue.Create(number) : ParseNumber(found.Text),
        (FieldType.Date, _) => found.Date is { } date ? JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
        _ => JsonValue.Create(found.Text),
    };

    private static JsonValue? ParseNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
}

/// <summary>What a rule found in a message: always a text, and what else it is.</summary>
internal sealed record FoundValue(string Text)
{
    public decimal? Number { get; init; }

    public DateTime? Date { get; init; }

    public bool? Flag { get; init; }

    /// <summary>Every finding, where a rule looks for more than the first.</summary>
    public IReadOnlyList<string>? Items { get; init; }
}
