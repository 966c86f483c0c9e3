using MissionControl.Approvals;

namespace MissionControl.Missions;

public enum RunEventKind
{
    /// <summary>The run was recorded.</summary>
    Started,

    /// <summary>Its status, its hops that are done, or the approvals that it waits for changed.</summary>
    Changed,

    /// <summary>A person is asked.</summary>
    ApprovalRequested,

    /// <summary>An approval was voted on, decided, delegated, escalated, or ended otherwise.</summary>
    ApprovalChanged,
}

/// <summary>A change of a run as those outside are told of it: written with the change itself, numbered in the order of commits, gone with the run.</summary>
public sealed record RunEvent(string RunId, string MissionId, RunEventKind Kind, DateTimeOffset At, RunStatus Status)
{
    /// <summary>Grows through the whole hub and is never given twice.</summary>
    public long Sequence { get; init; }

    public int? HopsDone { get; init; }

    public int? HopsTotal { get; init; }

    /// <summary>Ids of approvals, ten at most.</summary>
    public IReadOnlyList<string>? Awaiting { get; init; }

    public string? ApprovalId { get; init; }

    public ApprovalStatus? ApprovalStatus { get; init; }

    /// <summary>Who started the run, or who decided.</summary>
    public string? By { get; init; }

    public static RunEvent OfStart(RunRecord run) => new(run.RunId, run.MissionId, RunEventKind.Started, run.CreatedAt, run.Status) { By = run.RequestedBy };

    /// <summary>Null when nothing changed that readers are told.</summary>
    public static RunEvent? OfChange(RunRecord before, RunRecord after, DateTimeOffset at) =>
        before.Status == after.Status && before.ExecutionId == after.ExecutionId && IsSame(before.Progress, after.Progress)
            ? null
            : new RunEvent(after.RunId, after.MissionId, RunEventKind.Changed, at, after.Status)
            {
                HopsDone = after.Progress?.HopsDone,
                HopsTotal = after.Progress?.HopsTotal,
                Awaiting = after.IsFinal || after.Progress?.Awaiting is not { Count: > 0 } awaiting ? null : awaiting,
            };

    /// <param name="status">The run's.</param>
    public static RunEvent OfRequest(ApprovalRecord approval, RunStatus status) => Of(approval, RunEventKind.ApprovalRequested, approval.RequestedAt, status);

    /// <summary>Null when only what no reader is told of changed.</summary>
    /// <param name="status">The run's.</param>
    public static RunEvent? OfChange(ApprovalRecord before, ApprovalRecord after, RunStatus status, DateTimeOffset at) =>
        before.Status != after.Status || before.Votes.Count != after.Votes.Count || before.Delegations.Count != after.Delegations.Count || before.Level != after.Level
            ? Of(after, RunEventKind.ApprovalChanged, at, status) with { By = after.Decision?.By }
            : null;

    private static RunEvent Of(ApprovalRecord approval, RunEventKind kind, DateTimeOffset at, RunStatus status) =>
        new(approval.RunId, approval.MissionId, kind, at, status) { ApprovalId = approval.ApprovalId, ApprovalStatus = approval.Status };

    private static bool IsSame(RunProgress? before, RunProgress? after) =>
        ReferenceEquals(before, after)
        || (before is not null && after is not null && before.HopsDone == after.HopsDone && before.HopsTotal == after.HopsTotal
            && before.Awaiting.SequenceEqual(after.Awaiting));
}
