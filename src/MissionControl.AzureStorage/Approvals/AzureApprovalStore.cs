using MissionControl.Approvals;
using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.AzureStorage.Approvals;

/// <summary>A decision, its audit entries and the mark that the waiting instance must hear of it are one batch; the sweep raises what was not raised.</summary>
internal sealed class AzureApprovalStore(ApprovalRows approvals, ApprovalAuditRows audits, ApprovalFollowing following, RunRows runs, TimeProvider clock) : ApprovalStore
{
    /// <summary>A page that looked at this many records that do not fit gives up with a cursor.</summary>
    private const int MostUnfit = 100;

    public override async Task<ApprovalRecord> AddAsync(ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = (await runs.FindAsync(record.RunId, cancellationToken))?.Record;
            if (await approvals.FindAsync(record.ApprovalId, cancellationToken) is { } there)
            {
                return there.Record.IsOpen && run is { IsFinal: true } ? await CancelAsync(there, run, cancellationToken) : there.Record;
            }

            var isLate = record.IsOpen && run is { IsFinal: true };
            var added = isLate ? record with { Status = ApprovalStatus.Cancelled, Notices = [] } : record;
            var entries = isLate ? [.. audit, .. record.Cancelled(record.RequestedAt, "the run was over").Audit] : audit;
            var changes = await approvals.InsertAsync(added, entries.Count, cancellationToken);
            changes.AddRange(audits.Append(added.ApprovalId, 0, entries));
            changes.AddRange(approvals.Untold(added, RunEvent.OfRequest(added, run?.Status ?? RunStatus.Running), []));
            if (await approvals.Rows.TryApplyAsync(changes, cancellationToken))
            {
                await following.FollowAsync(added.ApprovalId, cancellationToken);
                return await AfterAddingAsync(added, cancellationToken);
            }
        }
    }

    public override async Task<ApprovalRecord?> GetAsync(string approvalId, CancellationToken cancellationToken) =>
        (await approvals.FindAsync(approvalId, cancellationToken))?.Record;

    public override async Task<bool> TryReplaceAsync(
        ApprovalRecord changed, bool wake, IReadOnlyList<ApprovalAuditEntry> audit, CancellationToken cancellationToken)
    {
        while (await approvals.FindAsync(changed.ApprovalId, cancellationToken) is { } old && old.Record.Version == changed.Version - 1)
        {
            var changes = await approvals.ReplaceAsync(old, changed, wake || old.IsUndelivered, old.AuditLast + audit.Count, cancellationToken);
            changes.AddRange(audits.Append(changed.ApprovalId, old.AuditLast, audit));
            var status = (await runs.FindAsync(changed.RunId, cancellationToken))?.Record.Status ?? RunStatus.Running;
            var now = clock.GetUtcNow();
            changes.AddRange(approvals.Untold(changed, RunEvent.OfChange(old.Record, changed, status, now), [.. ApprovalInterventions.Of(old.Record, changed, now)]));
            if (await approvals.Rows.TryApplyAsync(changes, cancellationToken))
            {
                await following.FollowAsync(changed.ApprovalId, cancellationToken);
                return true;
            }
        }

        return false;
    }

    public override async Task AuditAsync(string approvalId, ApprovalAuditEntry entry, CancellationToken cancellationToken)
    {
        while (await approvals.Rows.FindAsync(approvalId, cancellationToken) is { } row)
        {
            if (await approvals.Rows.TryApplyAsync(await audits.NoteAsync(row, approvalId, entry, cancellationToken), cancellationToken))
            {
                return;
            }
        }
    }

    public override Task<IReadOnlyList<ApprovalAuditEntry>> ReadAuditAsync(string approvalId, CancellationToken cancellationToken) =>
        audits.ReadAsync(approvalId, cancellationToken);

    public override async Task<Page<ApprovalRecord>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Max(1, query.Limit);
        var items = new List<ApprovalRecord>();
        var (cursor, unfit) = (query.Cursor, 0);
        while (true)
        {
            var room = Math.Min(limit - items.Count, MostUnfit);
            var entries = await ReadEntriesAsync(query, cursor, room + 1, cancellationToken);
            var looked = entries.Take(room).ToList();
            var fit = (await approvals.FindAllAsync(looked.Select(entry => entry.Id), cancellationToken)).Where(found => ApprovalLists.Fits(found.Record, query)).ToList();
            items.AddRange(fit.Select(found => found.Record));
            unfit += looked.Count - fit.Count;
            if (entries.Count <= room)
            {
                return new Page<ApprovalRecord>(items, null);
            }

            cursor = PlaceCursor.Write(looked[^1].Row);

            if (items.Count >= limit || unfit >= MostUnfit)
            {
                return new Page<ApprovalRecord>(items, cursor);
            }
        }
    }

    public override async Task<IReadOnlyList<ApprovalRecord>> ListWithNoticesAsync(int limit, CancellationToken cancellationToken)
    {
        var entries = await approvals.Rows.ReadAsync(ApprovalLists.Notices, null, null, limit, cancellationToken);
        return [.. (await approvals.FindAllAsync(entries.Select(entry => entry.Id), cancellationToken)).Select(found => found.Record)];
    }

    /// <summary>Cancels what is open of a run that is over.</summary>
    public async Task CancelAsync(string runId, CancellationToken cancellationToken)
    {
        if ((await runs.FindAsync(runId, cancellationToken))?.Record is not { IsFinal: true } run)
        {
            return;
        }

        foreach (var found in await OfRunAsync(runId, cancellationToken))
        {
            await CancelAsync(found, run, cancellationToken);
        }
    }

    /// <summary>Deletes the run's approvals with everything of them. The records go last.</summary>
    public async Task DeleteRunAsync(string runId, CancellationToken cancellationToken)
    {
        var entries = await approvals.Rows.ReadAsync(ApprovalLists.OfRun(runId), null, null, int.MaxValue, cancellationToken);
        foreach (var entry in entries)
        {
            await audits.DeleteAsync(entry.Id, cancellationToken);
            await following.ForgetAsync(entry.Id, cancellationToken);
            while (await approvals.Rows.FindAsync(entry.Id, cancellationToken) is { } row)
            {
                if (await approvals.Rows.TryApplyAsync(approvals.Rows.Delete(row), cancellationToken))
                {
                    break;
                }
            }
        }
    }

    /// <summary>A run may have ended while its approval was written: whoever came second cancels it.</summary>
    private async Task<ApprovalRecord> AfterAddingAsync(ApprovalRecord added, CancellationToken cancellationToken) =>
        added.IsOpen
        && (await runs.FindAsync(added.RunId, cancellationToken))?.Record is { IsFinal: true } run
        && await approvals.FindAsync(added.ApprovalId, cancellationToken) is { } late
            ? await CancelAsync(late, run, cancellationToken)
            : added;

    private async Task<ApprovalRecord> CancelAsync(StoredApproval found, RunRecord run, CancellationToken cancellationToken)
    {
        var record = found.Record;
        while (record.IsOpen)
        {
            var cancelled = record.Cancelled(run.CompletedAt ?? clock.GetUtcNow(), $"the run ended: {Wire.Word(run.Status)}");
            record = await TryReplaceAsync(cancelled.Record, wake: false, cancelled.Audit, cancellationToken)
                ? cancelled.Record
                : await GetAsync(record.ApprovalId, cancellationToken) ?? cancelled.Record;
        }

        return record;
    }

    private async Task<IReadOnlyList<StoredApproval>> OfRunAsync(string runId, CancellationToken cancellationToken)
    {
        var entries = await approvals.Rows.ReadAsync(ApprovalLists.OfRun(runId), null, null, int.MaxValue, cancellationToken);
        return await approvals.FindAllAsync(entries.Select(entry => entry.Id), cancellationToken);
    }

    /// <summary>The next entries of the query's lists, as one list; their rows are places in it.</summary>
    private async Task<IReadOnlyList<ListEntry>> ReadEntriesAsync(ApprovalQuery query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var lists = ApprovalLists.For(query);
        var read = await Task.WhenAll(lists.Select(list => approvals.Rows.ReadAsync(list, PlaceCursor.RowAfter(list, cursor, "approvals"), null, limit, cancellationToken)));
        return [.. read
            .Zip(lists, (entries, list) => entries.Select(entry => (Place: entry.Row[list.Length..], Entry: entry)))
            .SelectMany(entries => entries)
            .OrderBy(entry => entry.Place, StringComparer.Ordinal)
            .DistinctBy(entry => entry.Place)
            .Take(limit)
            .Select(entry => entry.Entry with { Row = entry.Place })];
    }
}
