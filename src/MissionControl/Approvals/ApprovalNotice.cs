namespace MissionControl.Approvals;

/// <summary>What people must still be told: written with its cause, taken out of the record once the channels have it.</summary>
/// <param name="NoticeId">Unique for ever: the approval's id and a number.</param>
/// <param name="Recipients">Persons; empty: whoever listens.</param>
public sealed record ApprovalNotice(string NoticeId, ApprovalNoticeKind Kind, DateTimeOffset At, IReadOnlyList<string> Recipients);

public enum ApprovalNoticeKind
{
    Requested,
    Reminder,
    Escalated,
    Delegated,
    Decided,
    Expired,
    Cancelled,
}
