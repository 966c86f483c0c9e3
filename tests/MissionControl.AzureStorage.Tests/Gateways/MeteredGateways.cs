using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Gateways;

/// <summary>Tables whose names begin with the test's own text, behind a meter.</summary>
internal sealed class MeteredTables(ITableGateway inner, CallMeter meter, string prefix = "") : ITableGateway
{
    public Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.GetAsync(prefix + table, key, cancellationToken));

    public Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.InsertAsync(prefix + table, row, cancellationToken));

    public Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.ReplaceAsync(prefix + table, row, cancellationToken));

    public Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken) => meter.CallAsync(async () =>
    {
        await inner.UpsertAsync(prefix + table, row, cancellationToken);
        return true;
    });

    public Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.DeleteAsync(prefix + table, key, tag, cancellationToken));

    public Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.QueryAsync(prefix + table, range, limit, continuation, cancellationToken));

    public Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.TryApplyAsync(prefix + table, changes, cancellationToken));
}

/// <summary>Containers whose names begin with the test's own text, behind a meter.</summary>
internal sealed class MeteredBlobs(IBlobGateway inner, CallMeter meter, string prefix = "") : IBlobGateway
{
    public Task<byte[]?> GetAsync(string container, string name, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.GetAsync(prefix + container, name, cancellationToken));

    public Task<bool> InsertAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.InsertAsync(prefix + container, name, content, cancellationToken));

    public Task PutAsync(string container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => meter.CallAsync(async () =>
    {
        await inner.PutAsync(prefix + container, name, content, cancellationToken);
        return true;
    });

    public Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.DeleteAsync(prefix + container, name, cancellationToken));

    public Task<BlobPage> ListAsync(string container, string blobs, int limit, string? continuation, CancellationToken cancellationToken) =>
        meter.CallAsync(() => inner.ListAsync(prefix + container, blobs, limit, continuation, cancellationToken));
}
