using MissionControl.AzureStorage.Approvals;
using MissionControl.AzureStorage.Definitions;
using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Telemetry;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Sweeping;

/// <summary>
/// Finishes what a process left undone when it ended: run records without an instance, endings and deletions that were interrupted, decisions and
/// events that nobody raised, changes that were not told or not counted. Every part may be done twice, so that two sweeps at once do no harm.
/// </summary>
public sealed class Sweep
{
    /// <summary>A start whose run is still not there after this long never comes to be.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);

    private const int BatchSize = 100;

    private readonly SweepParts _parts;

    internal Sweep(SweepParts parts) => _parts = parts;

    /// <summary>One pass over everything that is left undone. One thing that fails holds up no other.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        var tally = new SweepTally(_parts.Trouble, cancellationToken);
        var (runs, abandoned) = await SweepRunsAsync(tally, cancellationToken);
        return new SweepReport(
            runs,
            abandoned,
            await SweepDecisionsAsync(tally, cancellationToken),
            await SweepOpenAsync(tally, cancellationToken),
            await SweepEventsAsync(tally, cancellationToken),
            await tally.CountAsync(() => _parts.Following.TellAsync(ApprovalRows.UntoldPrefix, cancellationToken)),
            await tally.CountAsync(() => CountHoursAsync(cancellationToken)),
            tally.Failed);
    }

    private async Task<int> CountHoursAsync(CancellationToken cancellationToken)
    {
        var hours = await _parts.Recount.RunAsync(cancellationToken);
        await _parts.Recount.ClearAsync(cancellationToken);
        return hours;
    }

    private async Task<(int Runs, int Abandoned)> SweepRunsAsync(SweepTally tally, CancellationToken cancellationToken)
    {
        var (runs, abandoned) = (0, 0);
        string? after = null;
        IReadOnlyList<IndexEntry> entries;
        do
        {
            entries = await _parts.Index.ReadWorkAsync(after, BatchSize, cancellationToken);
            foreach (var entry in entries)
            {
                after = entry.Key.Row;
                runs += await tally.CountAsync(async () => await _parts.Work.FinishAsync(entry.RunId, cancellationToken) ? 1 : 0);
                abandoned += await tally.CountAsync(() => ClearAsync(entry, cancellationToken));
            }
        }
        while (entries.Count == BatchSize);

        return (runs, abandoned);
    }

    /// <summary>A row of the list whose change was lost, or never made.</summary>
    private async Task<int> ClearAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var run = await _parts.Runs.FindAsync(entry.RunId, cancellationToken);
        if (run is not null && entry.IsDeadIn(run))
        {
            await _parts.Index.LeaveAsync([entry.Key], cancellationToken);
            return 0;
        }

        if (entry.WrittenAt > _parts.Clock.GetUtcNow() - AbandonedAfter || (run is not null && RunPlaces.Of(run).Contains(entry.Key)))
        {
            return 0;
        }

        if (run is not null)
        {
            // Whoever is still about to make that change must read the run again, and then writes a row anew.
            await _parts.Index.LeaveAsync(await _parts.Runs.TryTouchAsync(run, cancellationToken) ? [entry.Key] : [], cancellationToken);
            return 0;
        }

        return await _parts.Runs.TryBarAsync(entry.RunId, cancellationToken) ? await ClearStartAsync(entry, cancellationToken) : 0;
    }

    private async Task<int> ClearStartAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var never = new RunRecord(
            entry.RunId, entry.MissionId, entry.RunId, RunStatus.Pending, entry.DefinitionHash, new Dictionary<string, string>(), null, null, entry.CreatedAt);
        await _parts.Definitions.LeaveAsync(entry.DefinitionHash, RunDeletion.UserOf(never), cancellationToken);
        await _parts.Index.LeaveAsync(RunPlaces.Of(new RunRow(never, null) { Version = 1, StatusSince = 1 }), cancellationToken);
        await _parts.Index.LeaveAsync([entry.Key], cancellationToken);
        return 1;
    }

    private async Task<int> SweepDecisionsAsync(SweepTally tally, CancellationToken cancellationToken)
    {
        var raised = 0;
        foreach (var entry in await _parts.Approvals.Rows.ReadAsync(ApprovalLists.Undelivered, null, null, int.MaxValue, cancellationToken))
        {
            raised += await tally.CountAsync(async () => await _parts.Following.DeliverAsync(entry.Id, cancellationToken) ? 1 : 0);
        }

        return raised;
    }

    /// <summary>An approval that was written while its run ended.</summary>
    private async Task<int> SweepOpenAsync(SweepTally tally, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        var query = new ApprovalQuery(Open: true, Limit: BatchSize);
        do
        {
            var page = await _parts.Store.ListAsync(query, cancellationToken);
            foreach (var approvals in page.Items.GroupBy(record => record.RunId, StringComparer.Ordinal))
            {
                cancelled += await tally.CountAsync(async () =>
                {
                    if (await _parts.Runs.FindAsync(approvals.Key, cancellationToken) is not { Record.IsFinal: true })
                    {
                        return 0;
                    }

                    await _parts.Store.CancelAsync(approvals.Key, cancellationToken);
                    return approvals.Count();
                });
            }

            query = query with { Cursor = page.Cursor };
        }
        while (query.Cursor is not null);

        return cancelled;
    }

    /// <summary>In their order: of one instance none overtakes another that failed.</summary>
    private async Task<int> SweepEventsAsync(SweepTally tally, CancellationToken cancellationToken)
    {
        var raised = 0;
        foreach (var waiting in (await _parts.Outbox.ReadAsync(int.MaxValue, cancellationToken)).GroupBy(one => one.InstanceId, StringComparer.Ordinal))
        {
            raised += await tally.CountAsync(async () =>
            {
                foreach (var one in waiting)
                {
                    await _parts.Outbox.DeliverAsync(one, cancellationToken);
                }

                return waiting.Count();
            });
        }

        return raised;
    }
}

/// <summary>What the sweep works on.</summary>
internal sealed record SweepParts(RunRows Runs, RunIndex Index, RunWork Work, AzureDefinitionStore Definitions)
{
    public required ApprovalRows Approvals { get; init; }

    public required AzureApprovalStore Store { get; init; }

    public required ApprovalFollowing Following { get; init; }

    public required EventOutbox Outbox { get; init; }

    public required Recount Recount { get; init; }

    public required TimeProvider Clock { get; init; }

    public required Action<Exception> Trouble { get; init; }
}

/// <summary>Counts what was done, and what failed without holding up the rest.</summary>
internal sealed class SweepTally(Action<Exception> trouble, CancellationToken stop)
{
    public int Failed { get; private set; }

    public async Task<int> CountAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            Failed++;
            trouble(error);
            return 0;
        }
    }
}
