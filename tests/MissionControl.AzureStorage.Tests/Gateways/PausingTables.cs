using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Gateways;

/// <summary>Lets others go on before each call, and holds the next batch of a table up until it is told to make it.</summary>
internal sealed class PausingTables(ITableGateway inner) : ITableGateway
{
    private readonly TaskCompletionSource _reached = new();
    private readonly TaskCompletionSource _goOn = new();
    private string? _held;

    /// <summary>Completes once the batch is held up.</summary>
    public Task Reached => _reached.Task;

    public void HoldNextBatch(string table) => _held = table;

    public void GoOn() => _goOn.SetResult();

    public async Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await inner.GetAsync(table, key, cancellationToken);
    }

    public async Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await inner.InsertAsync(table, row, cancellationToken);
    }

    public async Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await inner.ReplaceAsync(table, row, cancellationToken);
    }

    public async Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await inner.UpsertAsync(table, row, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await inner.DeleteAsync(table, key, tag, cancellationToken);
    }

    public async Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await inner.QueryAsync(table, range, limit, continuation, cancellationToken);
    }

    public async Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Interlocked.CompareExchange(ref _held, null, table) == table)
        {
            _reached.SetResult();
            await _goOn.Task;
        }

        return await inner.TryApplyAsync(table, changes, cancellationToken);
    }
}
