using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Which run a client's key started. A start that was interrupted before its run was there is barred before another one takes its key.</summary>
internal sealed class StartKeys(ITableGateway tables, RunRows runs)
{
    private const string RunId = "RunId";

    /// <summary>The run that claimed the key; it may not be there.</summary>
    public async Task<string?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await tables.GetAsync(StorageNames.RunIndex, Place(key), cancellationToken))?.Text(RunId);

    /// <exception cref="StartKeyTakenException">Another run was started with the key.</exception>
    public async Task ClaimAsync(string key, string runId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new TableRow(Place(key), new Dictionary<string, object> { [RunId] = runId });
            var there = await tables.GetAsync(StorageNames.RunIndex, mine.Key, cancellationToken);
            if (there?.Text(RunId) == runId)
            {
                return;
            }

            if (there is null ? await tables.InsertAsync(StorageNames.RunIndex, mine, cancellationToken) is not null : await TakeOverAsync(key, there, mine, cancellationToken))
            {
                return;
            }
        }
    }

    public async Task ReleaseAsync(string key, string runId, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(StorageNames.RunIndex, Place(key), cancellationToken) is { } row && row.Text(RunId) == runId)
        {
            await tables.DeleteAsync(StorageNames.RunIndex, row.Key, row.Tag, cancellationToken);
        }
    }

    private async Task<bool> TakeOverAsync(string key, TableRow there, TableRow mine, CancellationToken cancellationToken)
    {
        var earlier = there.Text(RunId)!;
        var run = await runs.FindAsync(earlier, cancellationToken);
        if (run is { IsLeaving: false } && run.Record.Start?.Key == key)
        {
            throw new StartKeyTakenException(earlier);
        }

        // A run of that id that is there without the key was started anew, or is being deleted: it cannot come back with the key.
        return (run is not null || await runs.TryBarAsync(earlier, cancellationToken))
            && await tables.ReplaceAsync(StorageNames.RunIndex, mine with { Tag = there.Tag }, cancellationToken) is not null;
    }

    private static TableKey Place(string key) => new($"key {KeyText.Of(key)}", "start");
}
