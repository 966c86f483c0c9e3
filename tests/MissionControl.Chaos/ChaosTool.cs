using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Chaos;

/// <summary>Notes each call, has one effect per key, and returns the number of the call whose result it is.</summary>
internal sealed class ChaosTool(CallLog calls, RecordStore records) : ITool
{
    public const string Store = "effects";

    public ToolSignature Signature { get; } = new("work", "Notes its calls.")
    {
        Parameters =
        [
            new ToolParameter("value", AssetType.Any, "Anything.") { Required = false },
            new ToolParameter("fails", AssetType.Number, "Attempts that fail.") { Required = false },
        ],
        Outputs = [new ToolOutput("value", AssetType.Text, "The calls that led to it.")],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var number = calls.Add(context.IdempotencyKey, context.Attempt);
        await Task.Yield();
        if (context.Attempt <= (input.OptionalNumber("fails") ?? 0))
        {
            throw new ToolException("not_yet", $"attempt {context.Attempt} fails");
        }

        var record = new JsonObject { ["key"] = context.IdempotencyKey };
        await records.WriteAsync(new RecordWrite(Store, context.IdempotencyKey, [record], RecordWriteMode.Append, null), context.CancellationToken);
        return ToolResult.Of("value", $"{context.HopId}.{context.StepId}:{number} {input["value"]}");
    }
}
