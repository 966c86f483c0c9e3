using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Records;

/// <summary>Reads a parameter that holds records: every element is a JSON object, or the error names the first that is not.</summary>
internal static class RecordList
{
    public static IReadOnlyList<JsonObject> From(JsonNode? value, string parameter)
    {
        if (value is JsonObject single)
        {
            return [single];
        }

        if (value is not JsonArray list)
        {
            throw Unfit(parameter, Kind(value));
        }

        var records = new List<JsonObject>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            records.Add(list[i] as JsonObject ?? throw Unfit($"{parameter}[{i.ToString(CultureInfo.InvariantCulture)}]", Kind(list[i])));
        }

        return records;
    }

    private static ToolException Unfit(string place, string kind) =>
        new("invalid_parameter", $"'{place}' is {kind}; records are JSON objects.", retryable: false);

    private static string Kind(JsonNode? value) => value is null ? "null" : $"a {value.GetValueKind().ToString().ToLowerInvariant()}";
}
