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

/// <summary>What an approval is about.</summary>
public enum ApprovalSubjectKind
{
    Plan,
    Hop,
    Step,
    Output,
}

/// <summary>The subject of an approval and the round it is asked in. Hop and step are set as far as the kind has them.</summary>
public sealed record ApprovalSubject(ApprovalSubjectKind Kind, int Round, string? HopId = null, string? StepId = null, string? AssetId = null)
{
    /// <summary><c>{execution_id}~plan~1</c>, <c>~hop~{hop}~{round}</c>, <c>~step~{hop}~{step}~{round}</c>, <c>~output~{asset}~{round}</c>.</summary>
    public string ApprovalId(string executionId) => Kind switch
    {
        ApprovalSubjectKind.Plan => $"{executionId}~plan~{Round}",
        ApprovalSubjectKind.Hop => $"{executionId}~hop~{HopId}~{Round}",
        ApprovalSubjectKind.Step => $"{executionId}~step~{HopId}~{StepId}~{Round}",
        _ => $"{executionId}~output~{AssetId}~{Round}",
    };
}

/// <summary>How an approval ended: by whom, when, through which channel.</summary>
/// <param name="By">The person's name, or <c>timeout</c>.</param>
/// <param name="Channel">For example <c>cli</c>.</param>
public sealed record ApprovalDecision(bool Approved, string By, DateTimeOffset At, string Channel, string? Comment = null);

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

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; } = 1;

    public bool IsOpen => Status is ApprovalStatus.Pending or ApprovalStatus.Escalated;

    /// <summary>The record once nobody decided in time.</summary>
    internal ApprovalRecord AfterDeadline(DateTimeOffset at) => OnTimeout == TimeoutConsequence.Approve
        ? this with { Status = ApprovalStatus.Approved, Version = Version + 1, Decision = new ApprovalDecision(true, SettleApprovalActivity.Timeout, Due ?? at, SettleApprovalActivity.Timeout) }
        : this with { Status = ApprovalStatus.Expired, Version = Version + 1 };
}
