using MissionControl.Hops;
using MissionControl.Missions;

namespace MissionControl.Http.Runs;

/// <summary>A run as lists show it.</summary>
public record RunSummary(string RunId, string MissionId, RunStatus Status, string ExecutionId, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? CompletedAt { get; init; }

    public string? RequestedBy { get; init; }

    /// <summary>Completed or skipped.</summary>
    public int? HopsDone { get; init; }

    public int? HopsTotal { get; init; }

    /// <summary>Ids of the approvals that it waits for, ten at most.</summary>
    public IReadOnlyList<string> Awaiting { get; init; } = [];

    /// <summary>Why it was terminated, suspended by the runtime, or failed by it.</summary>
    public string? Error { get; init; }

    public static RunSummary Of(RunRecord run) => new(run.RunId, run.MissionId, run.Status, run.ExecutionId, run.CreatedAt)
    {
        CompletedAt = run.CompletedAt,
        RequestedBy = run.RequestedBy,
        HopsDone = run.Result is { } result ? result.Hops.Count(hop => hop.Status is HopStatus.Completed or HopStatus.Skipped) : run.Progress?.HopsDone,
        HopsTotal = run.Result?.Hops.Count ?? run.Progress?.HopsTotal,
        Awaiting = run.IsFinal ? [] : run.Progress?.Awaiting ?? [],
        Error = run.Error,
    };
}

/// <param name="Cursor">Gives the next page; null on the last one.</param>
public sealed record RunPage(IReadOnlyList<RunSummary> Runs, string? Cursor);
