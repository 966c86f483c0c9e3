using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Simulation.Invariants;
using MissionControl.Steps;

namespace MissionControl.Simulation.Scenarios;

/// <summary>The one tool: what it does stands in the scenario, what it returns shows what it was given.</summary>
internal sealed class SimulatedTool(IReadOnlyDictionary<string, RunScenario> runs, Facts facts, RecordStore records, TimeProvider clock) : ITool
{
    public const string Store = "effects";

    public ToolSignature Signature { get; } = new("work", "Does what the scenario says.")
    {
        Parameters =
        [
            new ToolParameter("value", AssetType.Any, "Anything.") { Required = false },
            new ToolParameter("more", AssetType.Any, "Anything.") { Required = false },
        ],
        Outputs = [new ToolOutput("value", AssetType.Text, "Where it comes from.")],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var script = runs[context.RunId].Scripts[(context.HopId, context.StepId)];
        facts.Begin(context, script.AtMostOnce);
        if (context.Attempt <= script.HangingAttempts)
        {
            await WaitAsync(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }

        if (script.Takes > TimeSpan.Zero)
        {
            await WaitAsync(script.Takes, context.CancellationToken);
        }

        if (Round(context) <= script.FailingRounds && context.Attempt <= script.FailingAttempts)
        {
            throw new ToolException("not_yet", $"attempt {context.Attempt} fails");
        }

        if (script.Writes)
        {
            var record = new JsonObject { ["key"] = context.IdempotencyKey };
            await records.WriteAsync(new RecordWrite(Store, context.IdempotencyKey, [record], RecordWriteMode.Append, null), context.CancellationToken);
        }

        return ToolResult.Of("value", $"{context.HopId}.{context.StepId}({input["value"]},{input["more"]})");
    }

    private static int Round(ToolContext context) =>
        int.Parse(context.IdempotencyKey.Split('#')[1].Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => over.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await using var cancelled = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        await over.Task;
    }
}
