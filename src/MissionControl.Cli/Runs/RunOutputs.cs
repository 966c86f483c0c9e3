using System.Text.Json.Nodes;
using MissionControl.Assets;
using MissionControl.Cli.Terminals;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary>Reads the contents of a run's outputs.</summary>
internal static class RunOutputs
{
    /// <summary>A larger body is told as its hash, its size and the command that prints it.</summary>
    public const long LargestShown = 64 * 1024;

    private const int LongestSummary = 120;

    public static async Task<JsonObject> ReadAsync(RunView run, AssetStore assets, CancellationToken cancellationToken)
    {
        var outputs = new JsonObject();
        foreach (var (id, reference) in run.Outputs)
        {
            outputs[id] = reference.Size > LargestShown
                ? new JsonObject { ["sha256"] = reference.Sha256, ["size"] = reference.Size, ["get"] = Command(run.RunId, id) }
                : (await ReadAsync(run, id, assets, cancellationToken))?.DeepClone();
        }

        return outputs;
    }

    public static async Task<JsonNode?> ReadAsync(RunView run, string outputId, AssetStore assets, CancellationToken cancellationToken) =>
        (await AssetBody.ReadAsync(assets, run.RunId, run.Outputs[outputId], cancellationToken))["content"];

    /// <summary>One line for people: a report's title, the command for what is large, else the content's beginning.</summary>
    /// <param name="told">As <see cref="ReadAsync(RunView, AssetStore, CancellationToken)"/> told it.</param>
    public static string Summary(RunView run, string outputId, JsonNode? told) => (run.Outputs[outputId], told) switch
    {
        ({ Size: > LargestShown }, _) => Command(run.RunId, outputId),
        ({ Type.Kind: AssetKind.Report }, JsonObject report) => PlainText.Short(report["title"]?.ToString(), LongestSummary),
        _ => PlainText.Short(told?.ToJsonString(Wire.Options) ?? "null", LongestSummary),
    };

    public static string Command(string runId, string outputId) => $"mission show {runId} --output {outputId}";
}
