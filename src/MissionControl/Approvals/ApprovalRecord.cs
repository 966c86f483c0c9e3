using System.Text.Json.Serialization;

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
    /// <summary>The name in the audit list of what the run itself did.</summary>
    public const string Run = "run";

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

    /// <summary>True when the person can vote on it, or has.</summary>
    public bool Concerns(string person) => Votes.Any(vote => People.Names.Equals(vote.By, person)) || WaitsFor(person);

    /// <summary>True when the person has a vote on it and has not given it.</summary>
    public bool WaitsFor(string person) =>
        IsOpen && !(this.NamesApprovers() && People.Names.Equals(person, RequestedBy)) && this.VoiceOf(person) is { } voice && !this.HasVoted(voice);

    /// <summary>Who is asked now: those who have a vote, delegates in the place of those who gave theirs away. Empty: whoever comes first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Asked => [.. this.Voices().Select(voice => voice.Holder)];

    /// <summary>The record once nobody needs the decision any more.</summary>
    /// <param name="reason">Why, for people.</param>
    public ApprovalChange Cancelled(DateTimeOffset at, string reason)
    {
        var cancelled = (this.Next() with { Status = ApprovalStatus.Cancelled, RemindAt = null }).TellAll(ApprovalNoticeKind.Cancelled, at);
        return new ApprovalChange(cancelled, [new ApprovalAuditEntry(at, ApprovalAuditKind.Cancelled, Run, Run, reason)]) { Wakes = true };
    }

    /// <summary>What the history keeps of it: neither evidence nor votes, which are the record's own.</summary>
    internal ApprovalRecord ForHistory() => this with
    {
        Evidence = null,
        Votes = [],
        Delegations = [],
        Notices = [],
        Also = [],
        Editable = [],
        Approvers = [],
        EscalateTo = [],
    };
}
