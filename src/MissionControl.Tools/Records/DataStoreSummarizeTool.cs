using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Tools.Records;

/// <summary>Summarizes a store: the same records give the same summary, whatever order they were written in.</summary>
internal sealed class DataStoreSummarizeTool(RecordStore store) : ITool
{
    public ToolSignature Signature { get; } = new("data_store_summarize", "Counts and statistics of a named store, in groups.")
    {
        Parameters =
        [
            new("store_name", AssetType.Text, "Name of the store."),
            new("summarization_type", AssetType.Text, "statistical: groups and statistics of the fields; count: groups only.")
            {
                Default = "statistical",
                AllowedValues = ["statistical", "count"],
            },
            new("group_by", AssetType.Any, "A field, or a list of fields, whose values the records are counted by.") { Required = false },
            new("fields", AssetType.ListOf(AssetType.Text), "The fields to give statistics of; default: all that occur.") { Required = false },
        ],
        Outputs =
        [
            new("summary", AssetType.Object, "Total, groups with shares in percent, and statistics of the fields.") { Members = RecordSummary.Members },
        ],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var name = StoreName.Check(input.Text("store_name"));
        var groupBy = Names(input["group_by"], "group_by");
        var fields = input.Has("fields") ? Names(input["fields"], "fields") : null;
        var records = await store.ReadAsync(name, context.CancellationToken) ?? throw new ToolException(
            "unknown_store",
            $"There is no record store '{name}'. Write it first with data_store_update, or correct 'store_name'.",
            retryable: false);
        var summary = new RecordSummary(records, groupBy, fields);
        var type = input.OptionalText("summarization_type") ?? "statistical";
        return ToolResult.Of("summary", summary.ToJson(name, type));
    }

    private static List<string> Names(JsonNode? value, string parameter)
    {
        var items = value switch
        {
            null => [],
            JsonArray list => list.ToList(),
            _ => [value],
        };
        var names = items.Select(item => item is JsonValue text && text.TryGetValue<string>(out var name) && name.Length > 0
            ? name
            : throw new ToolException("invalid_parameter", $"'{parameter}' must be the name of a field or a list of such names.", retryable: false));
        return names.Distinct(StringComparer.Ordinal).ToList();
    }
}
