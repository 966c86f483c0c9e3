namespace MissionControl.Approvals;

/// <summary>What a vote or a delegation led to.</summary>
public enum VoteAnswer
{
    /// <summary>This vote decided.</summary>
    Decided,

    /// <summary>It is kept and counts; more are needed.</summary>
    Counted,

    /// <summary>The same person had voted the same: nothing changed.</summary>
    Repeated,

    /// <summary>The person voted otherwise before, or it was decided by somebody else.</summary>
    Contradicted,

    /// <summary>It expired or was cancelled.</summary>
    Closed,

    /// <summary>There is no such approval.</summary>
    Unknown,

    /// <summary>The person is not asked, or gave the vote away.</summary>
    NotAnApprover,

    /// <summary>The run is the person's own, and approvers are named.</summary>
    SelfApproval,

    /// <summary>The policy wants a comment.</summary>
    CommentRequired,

    /// <summary>A changed input may not be changed, does not fit its type, or differs from what others approved.</summary>
    NotEditable,

    /// <summary>The vote was given away.</summary>
    Delegated,

    /// <summary>To oneself, in a circle, or to somebody who has a vote already.</summary>
    DelegationLoop,
}

/// <param name="Record">The record as it stands; null when unknown.</param>
public sealed record VoteResult(VoteAnswer Answer, ApprovalRecord? Record)
{
    /// <summary>Why it was refused, a sentence for people; null when it was not.</summary>
    public string? Detail { get; init; }
}
