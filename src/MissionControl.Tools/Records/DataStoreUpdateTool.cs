using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Tools.Records;

/// <summary>Writes records to a named store, once per idempotency key however often the step is attempted.</summary>
internal sealed class DataStoreUpdateTool(RecordStore store) : ITool
{
    public ToolSignature Signature { get; } = new("data_store_update", "Writes records to a named store, once per step however often it is attempted.")
    {
        Writes = true,
        Parameters =
        [
            new("store_name", AssetType.Text, "Name of the store; it is made by the first write."),
            new("data", AssetType.ListOf(AssetType.Object), "The records.") { Aliases = ["records"] },
            new("mode", AssetType.Text, "append after what is there, replace all of it, or upsert by the field that key names.")
            {
                Default = "append",
                AllowedValues = ["append", "replace", "upsert"],
            },
            new("key", AssetType.Text, "For upsert: the field whose value identifies a record.") { Required = false },
        ],
        Outputs =
        [
            new("store_ref", AssetType.Object, "The store, how many records this step wrote, and how many it held then.")
            {
                Members = new Dictionary<string, AssetType>
                {
                    ["store_name"] = AssetType.Text,
                    ["written"] = AssetType.Number,
                    ["total"] = AssetType.Number,
                },
            },
            new("success", AssetType.Boolean, "True; a write that fails is an error."),
        ],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var name = StoreName.Check(input.Text("store_name"));
        var records = RecordList.From(input["data"], "data");
        var mode = Mode(input.OptionalText("mode"));
        var key = mode == RecordWriteMode.Upsert ? Key(input, records) : null;
        var receipt = await store.WriteAsync(new RecordWrite(name, context.IdempotencyKey, records, mode, key), context.CancellationToken);
        return new ToolResult(new JsonObject
        {
            ["store_ref"] = new JsonObject
            {
                ["store_name"] = receipt.StoreName,
                ["written"] = receipt.Written,
                ["total"] = receipt.Total,
            },
            ["success"] = true,
        });
    }

    private static RecordWriteMode Mode(string? word) => word switch
    {
        null or "append" => RecordWriteMode.Append,
        "replace" => RecordWriteMode.Replace,
        "upsert" => RecordWriteMode.Upsert,
        _ => throw Unfit("'mode' must be append, replace or upsert."),
    };

    private static string Key(ToolInput input, IReadOnlyList<JsonObject> records)
    {
        var key = input.OptionalText("key");
        if (string.IsNullOrEmpty(key))
        {
            throw Unfit("Mode upsert needs 'key', the field whose value identifies a record.");
        }

        for (var i = 0; i < records.Count; i++)
        {
            if (records[i][key] is not JsonValue)
            {
                throw Unfit($"Record {i.ToString(CultureInfo.InvariantCulture)} has no value in the field '{key}' that 'key' names.");
            }
        }

        return key;
    }

    private static ToolException Unfit(string message) => new("invalid_parameter", message, retryable: false);
}
