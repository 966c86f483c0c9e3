using MissionControl.Approvals;

namespace MissionControl.Http.Approvals;

/// <summary>An approval as people and programs see it.</summary>
public sealed record ApprovalAnswer(string ApprovalId, string RunId, string MissionId, ApprovalSubject Subject, ApprovalStatus Status, DateTimeOffset RequestedAt)
{
    public DateTimeOffset? Due { get; init; }

    public string? Summary { get; init; }

    public ApprovalEvidence? Evidence { get; init; }

    public string? RequestedBy { get; init; }

    /// <summary>The persons asked; empty: whoever comes first.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    public ApprovalRule Rule { get; init; }

    public int? Quorum { get; init; }

    /// <summary>How often it was escalated.</summary>
    public int Level { get; init; }

    public DateTimeOffset? RemindAt { get; init; }

    public TimeoutConsequence OnTimeout { get; init; }

    public CommentNeed Comment { get; init; }

    public IReadOnlyList<CountedVote> Votes { get; init; } = [];

    public IReadOnlyList<CountedDelegation> Delegations { get; init; } = [];

    /// <summary>Inputs that may be approved with another value.</summary>
    public IReadOnlyList<EditableInput> Editable { get; init; } = [];

    /// <summary>Null while it is open, and when it was cancelled or expired.</summary>
    public ApprovalDecision? Decision { get; init; }

    /// <summary>What the vote or delegation led to; only in the answer to one.</summary>
    public VoteAnswer? Answer { get; init; }

    /// <summary>Who saw, voted, was refused ...; only where it was asked for.</summary>
    public IReadOnlyList<ApprovalAuditEntry>? Audit { get; init; }

    public static ApprovalAnswer Of(ApprovalRecord record) =>
        new(record.ApprovalId, record.RunId, record.MissionId, record.Subject, record.Status, record.RequestedAt)
        {
            Due = record.Due,
            Summary = record.Summary,
            Evidence = record.Evidence,
            RequestedBy = record.RequestedBy,
            Approvers = record.Approvers,
            Rule = record.Rule,
            Quorum = record.Quorum,
            Level = record.Level,
            RemindAt = record.RemindAt,
            OnTimeout = record.OnTimeout,
            Comment = record.Comment,
            Votes = record.Votes,
            Delegations = record.Delegations,
            Editable = record.Editable,
            Decision = record.Decision,
        };
}

/// <param name="Cursor">Gives the next page; null on the last one.</param>
public sealed record ApprovalPage(IReadOnlyList<ApprovalAnswer> Approvals, string? Cursor);
