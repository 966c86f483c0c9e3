using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Reports;

namespace MissionControl.Http.Runs;

/// <summary>One run: what lists show, its document, its outputs and its errors.</summary>
public sealed record RunDetail : RunSummary
{
    private RunDetail(RunSummary summary)
        : base(summary)
    {
    }

    /// <summary>SHA-256 of the document that the run keeps.</summary>
    public required string DefinitionSha256 { get; init; }

    /// <summary>The declared outputs that exist, by id.</summary>
    public IReadOnlyDictionary<string, RunAsset> Outputs { get; init; } = new Dictionary<string, RunAsset>();

    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>Every hop with its steps; only where it was asked for.</summary>
    public IReadOnlyList<HopAnswer>? Hops { get; init; }

    public static new RunDetail Of(RunRecord run) => new(RunSummary.Of(run))
    {
        DefinitionSha256 = run.DefinitionHash,
        Outputs = Assets(run.RunId, run.Result?.Outputs ?? new Dictionary<string, AssetReference>()),
        Errors = run.Result?.Errors ?? [],
    };

    public static RunDetail Of(RunRecord run, RunView view) => Of(run) with
    {
        Awaiting = view.Awaiting,
        Errors = view.Errors,
        Hops = [.. view.Hops.Select(HopAnswer.Of)],
    };

    private static Dictionary<string, RunAsset> Assets(string runId, IReadOnlyDictionary<string, AssetReference> outputs) => outputs.ToDictionary(
        output => output.Key,
        output => new RunAsset(output.Value.Type.ToString(), output.Value.Sha256, output.Value.Size, $"/api/runs/{runId}/assets/{output.Key}"),
        StringComparer.Ordinal);
}

/// <summary>An asset and where its content is read.</summary>
/// <param name="Size">Of content and metadata, in bytes.</param>
/// <param name="Href">A path on this server.</param>
public sealed record RunAsset(string Type, string Sha256, long Size, string Href);
