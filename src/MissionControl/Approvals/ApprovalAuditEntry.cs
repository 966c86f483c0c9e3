namespace MissionControl.Approvals;

/// <summary>One line of an approval's audit list, which only grows.</summary>
/// <param name="By">A person's name, or <c>timeout</c>, <c>run</c>, <c>channel</c> for what no person did.</param>
/// <param name="Detail">What else is to know, one line; never a secret.</param>
public sealed record ApprovalAuditEntry(DateTimeOffset At, ApprovalAuditKind Kind, string By, string Channel, string? Detail = null)
{
    /// <summary>How often the same came again within a minute, or beyond what is kept; 1: once.</summary>
    public int Count { get; init; } = 1;
}

public enum ApprovalAuditKind
{
    Requested,
    Viewed,
    Voted,
    Refused,
    Delegated,
    Reminded,
    Escalated,
    Expired,
    Cancelled,
    Decided,
    ChangedInputs,
    DeliveryFailed,
}
