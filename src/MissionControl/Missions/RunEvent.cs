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
}
