namespace MissionControl.Approvals;

/// <summary>The <c>approvals</c> section of a mission document: what is asked about the mission itself, and the policy of every approval in it.</summary>
public sealed record ApprovalSettings
{
    /// <summary>True: a person approves the plan before the first hop starts.</summary>
    public bool Plan { get; init; }

    /// <summary>Outputs that a person approves once they exist, before the run completes. Null: none.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>How long a person has, from the request. Null: for ever.</summary>
    public TimeSpan? Due { get; init; }

    /// <summary>What happens when nobody decided in time.</summary>
    public TimeoutConsequence OnTimeout { get; init; } = TimeoutConsequence.Reject;

    /// <summary>Who decides and how; null where the document says no more than <see cref="Due"/> and <see cref="OnTimeout"/>.</summary>
    public ApprovalPolicy? Policy { get; init; }
}
