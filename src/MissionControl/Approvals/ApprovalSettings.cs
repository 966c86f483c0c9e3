namespace MissionControl.Approvals;

/// <summary>The <c>approvals</c> section of a mission document: what holds for every approval of the mission.</summary>
public sealed record ApprovalSettings
{
    /// <summary>True: a person approves the plan before the first hop starts.</summary>
    public bool Plan { get; init; }

    /// <summary>How long a person has, from the request. Null: for ever.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>What happens when nobody decided in time.</summary>
    public TimeoutConsequence OnTimeout { get; init; } = TimeoutConsequence.Reject;
}

public enum TimeoutConsequence
{
    Reject,
    Approve,
}
