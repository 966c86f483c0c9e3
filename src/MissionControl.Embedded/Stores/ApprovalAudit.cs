using MissionControl.Approvals;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;

namespace MissionControl.Embedded.Stores;

/// <summary>An approval's audit list: what changed the record is always kept; what did not cannot flood it.</summary>
internal static class ApprovalAudit
{
    /// <summary>Views and refusals that one approval keeps one by one.</summary>
    private const int MostKept = 2000;

    /// <summary>Entries that are looked at for the same thing within a minute.</summary>
    private const int LookedBack = 50;

    /// <summary>From here on the numbers of the entries that count what is beyond <see cref="MostKept"/>, one per kind.</summary>
    private const long Beyond = 1_000_000_000;

    private static readonly TimeSpan Same = TimeSpan.FromMinutes(1);

    public static void Append(HubTables tables, string approvalId, IReadOnlyList<ApprovalAuditEntry> entries)
    {
        var last = Last(tables, approvalId);
        foreach (var entry in entries)
        {
            tables.Approvals.PutAudit(approvalId, new AuditRow(++last, entry));
        }
    }

    /// <summary>Counts a repetition in the entry that is there.</summary>
    public static void Note(HubTables tables, string approvalId, ApprovalAuditEntry entry)
    {
        var recent = tables.Approvals.ReadAudit(approvalId, Beyond, LookedBack);
        var same = recent.FirstOrDefault(row => IsSame(row.Entry, entry));
        var number = (recent.Count == 0 ? 0 : recent[0].Number) + 1;
        if (same is null && number > MostKept)
        {
            number = Beyond + (long)entry.Kind;
            same = tables.Approvals.FindAudit(approvalId, number);
        }

        tables.Approvals.PutAudit(approvalId, same is null
            ? new AuditRow(number, entry)
            : same with { Entry = same.Entry with { Count = same.Entry.Count + entry.Count } });
    }

    /// <summary>A run that ended asks nobody any more.</summary>
    public static void CancelOpen(HubTables tables, RunRecord run, DateTimeOffset at, RunCommand ending)
    {
        foreach (var approval in tables.Approvals.List(run.RunId, openOnly: true))
        {
            var cancelled = approval.Cancelled(at, $"the run ended: {Wire.Word(ending)}");
            tables.Approvals.Update(cancelled.Record);
            tables.Events.Changed(approval, cancelled.Record, run.Status, at);
            Append(tables, approval.ApprovalId, cancelled.Audit);
        }
    }

    public static IReadOnlyList<ApprovalAuditEntry> Read(HubTables tables, string approvalId) =>
        [.. tables.Approvals.ReadAudit(approvalId, long.MaxValue, int.MaxValue).Reverse().Select(row => row.Entry)];

    private static long Last(HubTables tables, string approvalId) =>
        tables.Approvals.ReadAudit(approvalId, Beyond, 1) is [var row] ? row.Number : 0;

    private static bool IsSame(ApprovalAuditEntry kept, ApprovalAuditEntry entry) =>
        kept.Kind == entry.Kind && kept.By == entry.By && kept.Channel == entry.Channel && kept.Detail == entry.Detail && entry.At - kept.At < Same;
}
