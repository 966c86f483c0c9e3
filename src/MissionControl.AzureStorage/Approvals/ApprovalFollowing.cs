using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Tables;
using MissionControl.AzureStorage.Telemetry;

namespace MissionControl.AzureStorage.Approvals;

/// <summary>
/// What follows from a changed approval: what people did counts in telemetry, the feed is told, the waiting instance is woken. Each may be done
/// twice, and the rows say what is left.
/// </summary>
internal sealed class ApprovalFollowing(
    ITableGateway tables, ApprovalRows approvals, RunTraces traces, AzureRunEventStore events, RunInstances instances, Action<Exception> trouble)
{
    /// <summary>The change is durable: what cannot be done now is left to the sweep.</summary>
    public async Task FollowAsync(string approvalId, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(UntoldOf(approvalId), cancellationToken);
            await DeliverAsync(approvalId, cancellationToken);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            trouble(error);
        }
    }

    /// <summary>Tells telemetry and the feed what they do not have; returns how many changes.</summary>
    public async Task<int> TellAsync(string prefix, CancellationToken cancellationToken)
    {
        var told = 0;
        await foreach (var row in tables.ReadAllAsync(StorageNames.Approvals, Range(prefix), cancellationToken))
        {
            await traces.ActedAsync(ApprovalRows.InterventionsOf(row), cancellationToken);
            if (ApprovalRows.EventOf(row) is { } happened)
            {
                await events.TellAsync(happened, row.Key.Row, cancellationToken);
            }

            await tables.DeleteAsync(StorageNames.Approvals, row.Key, null, cancellationToken);
            told++;
        }

        return told;
    }

    /// <summary>Wakes the instance that waits, unless it was woken since the last change. False when there was nothing to do.</summary>
    public async Task<bool> DeliverAsync(string approvalId, CancellationToken cancellationToken)
    {
        var delivered = false;
        while (await approvals.FindAsync(approvalId, cancellationToken) is { IsUndelivered: true } found)
        {
            delivered = true;
            await instances.RaiseEventAsync(found.Record.InstanceId, approvalId, null, cancellationToken);
            var changes = await approvals.ReplaceAsync(found, found.Record, isUndelivered: false, found.AuditLast, cancellationToken);
            if (await approvals.Rows.TryApplyAsync(changes, cancellationToken))
            {
                break;
            }
        }

        return delivered;
    }

    public Task ForgetAsync(string approvalId, CancellationToken cancellationToken) =>
        tables.DeleteRangeAsync(StorageNames.Approvals, Range(UntoldOf(approvalId)), cancellationToken);

    private static string UntoldOf(string approvalId) => $"{ApprovalRows.UntoldPrefix}{KeyText.Of(approvalId)} ";

    private TableRange Range(string prefix) => TableRange.StartingWith(approvals.Rows.Key("").Partition, prefix);
}
