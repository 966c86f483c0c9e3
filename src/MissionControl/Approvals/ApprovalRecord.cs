namespace MissionControl.Approvals;

public enum ApprovalStatus
{
    Pending,
    Approved,
    Rejected,
    Escalated,
    Expired,
    Cancelled,
}

/// <summary>
/// The one arbiter of an approval: every vote, expiry and cancellation goes through a compare-and-set on <see cref="Version"/>.
/// </summary>
/// <param name="InstanceId">The orchestration instance that waits for the event named by <see cref="ApprovalId"/>.</param>
public sealed record ApprovalRecord(
    string ApprovalId,
    string RunId,
    string MissionId,
    string InstanceId,
    ApprovalSubject Subject,
    ApprovalStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset? Due)
{
    /// <summary>One line for people: what will happen when it is approved.</summary>
    public string? Summary { get; init; }

    public TimeoutConsequence OnTimeout { get; init; }

    /// <summary>Null while it is open, and when it was cancelled or expired.</summary>
    public ApprovalDecision? Decision { get; init; }

    /// <summary>What people need to decide; null in records that are made without.</summary>
    public ApprovalEvidence? Evidence { get; init; }

    /// <summary>Who started the run, where it is known.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The persons asked so far, groups expanded. Empty: whoever comes first.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    public ApprovalRule Rule { get; init; }

    public int? Quorum { get; init; }

    /// <summary>What must be fulfilled besides.</summary>
    public IReadOnlyList<ApprovalPart> Also { get; init; } = [];

    /// <summary>How often it was escalated.</summary>
    public int Level { get; init; }

    /// <summary>The levels to come, groups expanded.</summary>
    public IReadOnlyList<EscalationLevel> EscalateTo { get; init; } = [];

    /// <summary>When those who have not voted are reminded; null: not, or not again at this level.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    public TimeSpan? RemindAfter { get; init; }

    /// <summary>How long people have at the present level, from its beginning.</summary>
    public TimeSpan? DueAfter { get; init; }

    public CommentNeed Comment { get; init; }

    public IReadOnlyList<CountedVote> Votes { get; init; } = [];

    public IReadOnlyList<CountedDelegation> Delegations { get; init; } = [];

    public IReadOnlyList<EditableInput> Editable { get; init; } = [];

    /// <summary>What people must still be told; the channels take it out by compare-and-set.</summary>
    public IReadOnlyList<ApprovalNotice> Notices { get; init; } = [];

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; } = 1;

    public bool IsOpen => Status is ApprovalStatus.Pending or ApprovalStatus.Escalated;

    /// <summary>True when the person may decide it, has voted on it, or nobody is named.</summary>
    public bool Concerns(string person) =>
        Approvers.Count == 0 || Approvers.Contains(person, People.Names) || Votes.Any(vote => People.Names.Equals(vote.By, person));

    /// <summary>The record once nobody decided in time.</summary>
    internal ApprovalRecord AfterDeadline(DateTimeOffset at) => OnTimeout == TimeoutConsequence.Approve
        ? this with { Status = ApprovalStatus.Approved, Version = Version + 1, Decision = new ApprovalDecision(true, ApprovalDecision.Timeout, Due ?? at, ApprovalDecision.Timeout) }
        : this with { Status = ApprovalStatus.Expired, Version = Version + 1 };
}
