using MissionControl.Approvals;
using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Stores;

/// <summary>A decision and the event that wakes the waiting instance are one transaction.</summary>
internal sealed class EmbeddedApprovalStore(HubWriter hub, Func<TaskHub> instances) : ApprovalStore
{
    public override Task<ApprovalRecord> AddAsync(ApprovalRecord record, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => Add(tables, record), cancellationToken);

    public override Task<ApprovalRecord?> GetAsync(string approvalId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Approvals.Find(approvalId)));

    public override Task<bool> TryReplaceAsync(ApprovalRecord changed, bool wake, CancellationToken cancellationToken)
    {
        if (!wake)
        {
            return hub.KeepAsync(tables => TryReplace(tables, changed, null), cancellationToken);
        }

        var message = new InboxRow(instances().NextMessage(), changed.InstanceId, null, new EventRaised(changed.ApprovalId, null, null));
        return hub.WriteAsync(tables => TryReplace(tables, changed, message), replaced => Wake(replaced, message), cancellationToken);
    }

    public override Task<IReadOnlyList<ApprovalRecord>> ListAsync(string? runId, bool openOnly, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Approvals.List(runId, openOnly)));

    // A run that is over asks nobody: what an activity still adds is cancelled from the start.
    private static ApprovalRecord Add(HubTables tables, ApprovalRecord record)
    {
        if (tables.Approvals.Find(record.ApprovalId) is { } existing)
        {
            return existing;
        }

        var added = record.IsOpen && tables.Runs.Find(record.RunId) is { IsFinal: true } ? record with { Status = ApprovalStatus.Cancelled } : record;
        tables.Approvals.Insert(added);
        return added;
    }

    private static bool TryReplace(HubTables tables, ApprovalRecord changed, InboxRow? message)
    {
        if (tables.Approvals.Find(changed.ApprovalId)?.Version != changed.Version - 1)
        {
            return false;
        }

        tables.Approvals.Update(changed);
        if (message is not null)
        {
            tables.Instances.AddMessage(message);
        }

        return true;
    }

    private void Wake(bool replaced, InboxRow message)
    {
        if (replaced)
        {
            instances().Deliver(message.Target, new Message(message.Event, null, message.Id));
        }
    }
}
