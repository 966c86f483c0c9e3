using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Reports;

namespace MissionControl.Http.Runs;

/// <summary>One run.</summary>
public sealed record RunDetail(string RunId, string MissionId, RunStatus Status, string ExecutionId, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? CompletedAt { get; init; }

    public string? RequestedBy { get; init; }

    public int? HopsDone { get; init; }

    public int? HopsTotal { get; init; }

    /// <summary>Ids of the approvals that it waits for.</summary>
    public IReadOnlyList<string> Awaiting { get; init; } = [];

    public string? Error { get; init; }

    /// <summary>SHA-256 of the document that the run keeps.</summary>
    public required string DefinitionSha256 { get; init; }

    /// <summary>The declared outputs that exist, by id.</summary>
    public IReadOnlyDictionary<string, RunAsset> Outputs { get; init; } = new Dictionary<string, RunAsset>();

    public IReadOnlyList<RunError> Errors { get; init; } = [];

    /// <summary>Every hop with its steps; only where it was asked for.</summary>
    public IReadOnlyList<HopAnswer>? Hops { get; init; }

    public static RunDetail Of(RunRecord run)
    {
        var summary = RunSummary.Of(run);
        return new RunDetail(run.RunId, run.MissionId, run.Status, run.ExecutionId, run.CreatedAt)
        {
            CompletedAt = run.CompletedAt,
            RequestedBy = run.RequestedBy,
            HopsDone = summary.HopsDone,
            HopsTotal = summary.HopsTotal,
            Awaiting = summary.Awaiting,
            Error = run.Error,
            DefinitionSha256 = run.DefinitionHash,
            Outputs = Assets(run.RunId, run.Result?.Outputs ?? new Dictionary<string, AssetReference>()),
            Errors = run.Result?.Errors ?? [],
        };
    }

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
