namespace MissionControl.Approvals;

/// <summary>A record as it is to become, with the audit entries that belong to the change: both are written in one step.</summary>
public sealed record ApprovalChange(ApprovalRecord Record, IReadOnlyList<ApprovalAuditEntry> Audit)
{
    /// <summary>True when the run that waits has to look: it was decided, or its deadline moved.</summary>
    public bool Wakes { get; init; }
}

/// <summary>What a record becomes when something happens to it. Pure: the same record, event and time give the same change.</summary>
internal static class ApprovalChanges
{
    public static ApprovalRecord Next(this ApprovalRecord record) => record with { Version = record.Version + 1 };

    /// <summary>Adds a notice; the version makes its id unique for ever.</summary>
    public static ApprovalRecord Tell(this ApprovalRecord record, ApprovalNoticeKind kind, DateTimeOffset at, IEnumerable<string> recipients)
    {
        var id = $"{record.ApprovalId}~{record.Version}.{record.Notices.Count}";
        return record with { Notices = [.. record.Notices, new ApprovalNotice(id, kind, at, [.. recipients.Distinct(People.Names)])] };
    }

    public static ApprovalRecord TellAll(this ApprovalRecord record, ApprovalNoticeKind kind, DateTimeOffset at)
    {
        var asked = record.Voices().Select(voice => voice.Holder).ToList();
        return record.Tell(kind, at, asked.Count == 0 || record.RequestedBy is null ? asked : asked.Append(record.RequestedBy));
    }

    /// <summary>What the clock asks for; null when nothing is due. One thing at a time: look again after it.</summary>
    public static ApprovalChange? PassTime(ApprovalRecord record, DateTimeOffset now)
    {
        if (!record.IsOpen)
        {
            return null;
        }

        return record.Due <= now ? AtDeadline(record, now) : record.RemindAt <= now ? Remind(record, now) : null;
    }

    /// <summary>The deadline alone: a reminder may wait for the orchestration's own timer.</summary>
    public static ApprovalChange? PassDeadline(ApprovalRecord record, DateTimeOffset now) =>
        record.IsOpen && record.Due <= now ? AtDeadline(record, now) : null;

    private static ApprovalChange AtDeadline(ApprovalRecord record, DateTimeOffset now)
    {
        if (record is { OnTimeout: TimeoutConsequence.Escalate, EscalateTo: [var level, ..] })
        {
            return Escalate(record, level, now);
        }

        var due = record.Due ?? now;
        if (record.OnTimeout == TimeoutConsequence.Approve)
        {
            var decision = new ApprovalDecision(true, ApprovalDecision.Timeout, due, ApprovalDecision.Timeout);
            var approved = (record.Next() with { Status = ApprovalStatus.Approved, Decision = decision }).TellAll(ApprovalNoticeKind.Decided, now);
            return Closed(approved, Entry(now, ApprovalAuditKind.Decided, "approved: nobody decided in time"));
        }

        var expired = (record.Next() with { Status = ApprovalStatus.Expired }).TellAll(ApprovalNoticeKind.Expired, now);
        return Closed(expired, Entry(now, ApprovalAuditKind.Expired, "nobody decided in time"));
    }

    /// <summary>The clock starts anew when they are told, not when a process that was down should have told them.</summary>
    private static ApprovalChange Escalate(ApprovalRecord record, EscalationLevel level, DateTimeOffset now)
    {
        var voices = record.Voices();
        var added = level.Approvers.Where(name => !record.Approvers.Contains(name, People.Names) && !voices.Any(voice => voice.IsHeldBy(name))).ToList();
        var span = level.Due ?? record.DueAfter;
        var next = record.Next() with
        {
            Status = ApprovalStatus.Escalated,
            Level = record.Level + 1,
            Approvers = record.Approvers.Count == 0 ? [] : [.. record.Approvers, .. added],
            EscalateTo = [.. record.EscalateTo.Skip(1)],
            DueAfter = span,
            Due = now + span,
            RemindAt = record.RemindAfter < span ? now + record.RemindAfter : null,
        };
        var detail = $"level {next.Level}: {string.Join(", ", level.Approvers)}";
        return new ApprovalChange(
            next.Tell(ApprovalNoticeKind.Escalated, now, level.Approvers.Where(name => !People.Names.Equals(name, record.RequestedBy))),
            [Entry(now, ApprovalAuditKind.Escalated, detail)])
        { Wakes = true };
    }

    private static ApprovalChange Remind(ApprovalRecord record, DateTimeOffset now)
    {
        var silent = record.Voices().Where(voice => !record.HasVoted(voice)).Select(voice => voice.Holder).ToList();
        var next = (record.Next() with { RemindAt = null }).Tell(ApprovalNoticeKind.Reminder, now, silent);
        return new ApprovalChange(next, [Entry(now, ApprovalAuditKind.Reminded, silent.Count == 0 ? null : string.Join(", ", silent))]);
    }

    private static ApprovalAuditEntry Entry(DateTimeOffset at, ApprovalAuditKind kind, string? detail) =>
        new(at, kind, ApprovalDecision.Timeout, ApprovalDecision.Timeout, detail);

    private static ApprovalChange Closed(ApprovalRecord record, ApprovalAuditEntry entry) => new(record with { RemindAt = null }, [entry]) { Wakes = true };
}
