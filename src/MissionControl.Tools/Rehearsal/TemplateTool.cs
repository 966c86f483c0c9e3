using MissionControl.Assets;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools.Durations;

namespace MissionControl.Tools.Rehearsal;

/// <summary>Plays back what an agent once returned for the hop's task, so that a mission can be rehearsed without its agents.</summary>
internal sealed class TemplateTool(PortfolioStore? imported = null) : ITool
{
    public const string DefaultFile = "agent_execution_results.json";

    private readonly ResultFiles _files = new(imported);

    public ToolSignature Signature { get; } = new("template", "Plays back the result that was recorded for the hop's task and agent.")
    {
        OnlyByName = true,
        Parameters =
        [
            new("context", AssetType.Object, "What the task works on; shown to whoever approves it, without effect on the result.") { Required = false },
            new("previous", AssetType.Any, "The result of the task before; without effect on the result.") { Required = false },
            new("delay", AssetType.Text, "How long the work takes, such as 2s or PT1M; default: no time.") { Required = false },
            new("failure_rate", AssetType.Number, "Share of the attempts that fail, from 0 to 1; the same attempt of a step always ends the same.") { Default = 0 },
            new("results_file", AssetType.Text, "The recorded results: a file in the data directory; of a run without one, a file that the hub imported.") { Default = DefaultFile },
        ],
        Outputs = [new("result", AssetType.Object, "The recorded result.")],
    };

    public async Task<ToolResult> RunAsync(ToolInput input, ToolContext context)
    {
        var rate = input.OptionalNumber("failure_rate") ?? 0;
        if (rate is < 0 or > 1)
        {
            throw new ToolException("invalid_parameter", "'failure_rate' must be from 0 to 1.", retryable: false);
        }

        var results = await RecordedResults.ReadAsync(_files, context, input.OptionalText("results_file") ?? DefaultFile);
        var recorded = results.Find(context.HopId, context.AgentId);
        if (DurationParameter.Read(input, "delay") is { } delay && delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, context.Clock, context.CancellationToken);
        }

        return Lot.Draw(context.IdempotencyKey, context.Attempt) < rate
            ? throw recorded.Failure()
            : ToolResult.Of("result", recorded.Result());
    }
}
