namespace MissionControl.Approvals;

/// <summary>Who decides about one subject, by which rule and within which time. What is null is as the level above says: step, hop, mission.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>Names of persons, and <c>group:{name}</c>. Empty or null: whoever comes first.</summary>
    public IReadOnlyList<string>? Approvers { get; init; }

    /// <summary>Null: any.</summary>
    public ApprovalRule? Rule { get; init; }

    /// <summary>How many must approve under <see cref="ApprovalRule.Quorum"/>.</summary>
    public int? Quorum { get; init; }

    /// <summary>Those who have not voted are reminded once this long after they were asked, once per level. Null: never.</summary>
    public TimeSpan? RemindAfter { get; init; }

    /// <summary>How long people have, from the request. Null: for ever.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>Who is asked in addition when the time is over, level by level, under <see cref="TimeoutConsequence.Escalate"/>.</summary>
    public IReadOnlyList<EscalationLevel>? EscalateTo { get; init; }

    /// <summary>What happens when nobody decided in time. Null: reject.</summary>
    public TimeoutConsequence? OnTimeout { get; init; }

    /// <summary>Which votes need a comment. Null: none.</summary>
    public CommentNeed? Comment { get; init; }

    /// <summary>What must be fulfilled besides: the approvers that the configuration adds to those of the mission.</summary>
    public IReadOnlyList<ApprovalPart>? Also { get; init; }
}

/// <summary>When an approval is decided.</summary>
public enum ApprovalRule
{
    /// <summary>The first vote decides.</summary>
    Any,

    /// <summary>Everybody must approve; the first rejection rejects.</summary>
    All,

    /// <summary>Approved at n; rejected when n can no longer be reached.</summary>
    Quorum,
}

/// <summary>Who is asked in addition at one level of escalation.</summary>
/// <param name="Due">How long people have from then on. Null: as long as at the level before.</param>
public sealed record EscalationLevel(IReadOnlyList<string> Approvers, TimeSpan? Due = null);

/// <summary>Persons and the rule that holds among them.</summary>
public sealed record ApprovalPart(IReadOnlyList<string> Approvers, ApprovalRule Rule = ApprovalRule.Any, int? Quorum = null);

/// <summary>Which votes need a comment.</summary>
public enum CommentNeed
{
    Never,
    OnReject,
    Always,
}

/// <summary>What happens when nobody decided in time.</summary>
public enum TimeoutConsequence
{
    Reject,
    Approve,

    /// <summary>The next level of <see cref="ApprovalPolicy.EscalateTo"/> is asked too; with no level left it is rejected.</summary>
    Escalate,
}
