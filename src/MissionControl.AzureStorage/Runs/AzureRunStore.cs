using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.AzureStorage.Runs;

internal sealed class AzureRunStore(RunRows runs, RunIndex index, StartKeys keys, RunHistories histories) : RunStore
{
    public override async Task<RunRecord?> GetAsync(string runId, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken) is { IsLeaving: false } run ? run.Record : null;

    public override async Task<RunRecord?> FindStartAsync(string startKey, CancellationToken cancellationToken) =>
        await keys.FindAsync(startKey, cancellationToken) is { } runId && await GetAsync(runId, cancellationToken) is { } run && run.Start?.Key == startKey ? run : null;

    public override async Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var found = new List<RunRecord>();
        var rest = query;
        while (found.Count < query.Limit)
        {
            var listing = await index.ReadAsync(rest with { Limit = query.Limit - found.Count }, cancellationToken);
            found.AddRange(listing.Runs);
            if (listing.Next is null)
            {
                break;
            }

            rest = rest with { After = listing.Next };
        }

        return found;
    }

    public override Task<RunListing> ReadPageAsync(RunQuery query, CancellationToken cancellationToken) => index.ReadAsync(query, cancellationToken);

    public override Task<IReadOnlyList<InstanceHistory>> ReadHistoryAsync(string runId, CancellationToken cancellationToken) => histories.ReadAsync(runId, cancellationToken);
}

/// <summary>Where the histories of runs are read: they belong to the platform and not to the stores.</summary>
public abstract class RunHistories
{
    /// <summary>Every instance of the run, parents before children, executions in order.</summary>
    public abstract Task<IReadOnlyList<InstanceHistory>> ReadAsync(string runId, CancellationToken cancellationToken);
}

internal sealed class AzureClaimStore(ITableGateway tables) : ClaimStore
{
    public override async Task<bool> TryClaimAsync(string runId, string key, CancellationToken cancellationToken)
    {
        var claim = new TableRow(new TableKey(RunRows.Partition(runId), $"claim {KeyText.Of(key)}"), new Dictionary<string, object>());
        return await tables.InsertAsync(StorageNames.Runs, claim, cancellationToken) is not null;
    }
}
