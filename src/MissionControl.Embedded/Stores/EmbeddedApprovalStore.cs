using MissionControl.Approvals;
using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Stores;

/// <summary>A decision and the event that wakes the waiting instance are one transaction.</summary>
internal sealed class EmbeddedApprovalStore(HubWriter hub, Func<TaskHub> instances) : ApprovalStore
{
    public override Task<ApprovalRecord> AddAsync(ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => Add(tables, record, audit), cancellationToken);

    public override Task<ApprovalRecord?> GetAsync(string approvalId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Approvals.Find(approvalId)));

    public override Task<bool> TryReplaceAsync(
        ApprovalRecord changed, bool wake, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken)
    {
        var at = instances().Clock.GetUtcNow();
        if (!wake)
        {
            return hub.KeepAsync(tables => TryReplace(tables, changed, null, audit, at), cancellationToken);
        }

        var message = new InboxRow(instances().NextMessage(), changed.InstanceId, null, new EventRaised(changed.ApprovalId, null, null));
        return hub.WriteAsync(tables => TryReplace(tables, changed, message, audit, at), replaced => Wake(replaced, message), cancellationToken);
    }

    public override Task AuditAsync(string approvalId, ApprovalAuditEntry entry, CancellationToken cancellationToken) =>
        hub.WriteAsync(tables => Note(tables, approvalId, entry), cancellationToken);

    public override Task<IReadOnlyList<ApprovalAuditEntry>> ReadAuditAsync(string approvalId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => ApprovalAudit.Read(tables, approvalId)));

    public override Task<Page<ApprovalRecord>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var after = ApprovalCursor.Read(query.Cursor);
        return Task.FromResult(hub.Read(tables => List(tables, query, after)));
    }

    public override Task<IReadOnlyList<ApprovalRecord>> ListWithNoticesAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Approvals.ListWithNotices(limit)));

    private static Page<ApprovalRecord> List(HubTables tables, ApprovalQuery query, ApprovalPlace? after)
    {
        var limit = Math.Max(1, query.Limit);
        var items = new List<ApprovalRecord>();
        while (true)
        {
            var batch = tables.Approvals.List(query.RunId, query.Open, after, limit + 1);
            foreach (var record in batch.Where(record => query.Includes(record)))
            {
                if (items.Count == limit)
                {
                    return new Page<ApprovalRecord>(items, ApprovalCursor.Write(items[^1]));
                }

                items.Add(record);
            }

            if (batch.Count <= limit)
            {
                return new Page<ApprovalRecord>(items, null);
            }

            after = new ApprovalPlace(batch[^1].RequestedAt, batch[^1].ApprovalId);
        }
    }

    private static bool Note(HubTables tables, string approvalId, ApprovalAuditEntry entry)
    {
        var isThere = tables.Approvals.Find(approvalId) is not null;
        if (isThere)
        {
            ApprovalAudit.Note(tables, approvalId, entry);
        }

        return isThere;
    }

    // A run that is over asks nobody: what an activity still adds is cancelled from the start.
    private static ApprovalRecord Add(HubTables tables, ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit)
    {
        if (tables.Approvals.Find(record.ApprovalId) is { } existing)
        {
            return existing;
        }

        var added = record.IsOpen && tables.Runs.Find(record.RunId) is { IsFinal: true } ? record with { Status = ApprovalStatus.Cancelled, Notices = [] } : record;
        tables.Approvals.Insert(added);
        ApprovalAudit.Append(tables, added.ApprovalId, added.IsOpen == record.IsOpen ? audit : [.. audit, .. record.Cancelled(record.RequestedAt, "the run was over").Audit]);
        tables.Events.Requested(added, StatusOf(tables, added));
        return added;
    }

    private static bool TryReplace(HubTables tables, ApprovalRecord changed, InboxRow? message, IReadOnlyList<ApprovalAuditEntry> audit, DateTimeOffset at)
    {
        if (tables.Approvals.Find(changed.ApprovalId) is not { } before || before.Version != changed.Version - 1)
        {
            return false;
        }

        tables.Approvals.Update(changed);
        tables.Events.Changed(before, changed, StatusOf(tables, changed), at);
        ApprovalAudit.Append(tables, changed.ApprovalId, audit);
        RunTraces.Changed(tables, before, changed, at);
        if (message is not null)
        {
            tables.Instances.AddMessage(message);
        }

        return true;
    }

    private static RunStatus StatusOf(HubTables tables, ApprovalRecord approval) => tables.Runs.Find(approval.RunId)?.Status ?? RunStatus.Running;

    private void Wake(bool replaced, InboxRow message)
    {
        if (replaced)
        {
            instances().Written.Written();
            instances().Deliver(message.Target, new Message(message.Event, null, message.Id));
        }
    }
}
