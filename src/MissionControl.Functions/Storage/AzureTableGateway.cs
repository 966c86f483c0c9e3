using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.Functions.Storage;

/// <summary>Forwards to the Azure SDK: its exceptions for failed conditions become answers, everything else comes through after its own retries.</summary>
internal sealed class AzureTableGateway(TableServiceClient service) : ITableGateway
{
    private static readonly string[] System = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    public static AzureTableGateway Open(StorageAddress address) => new(
        address is { Tables: { } uri, Credential: { } credential } ? new TableServiceClient(uri, credential) : new TableServiceClient(address.ConnectionString));

    public async Task PrepareAsync(IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            await service.CreateTableIfNotExistsAsync(table, cancellationToken);
        }
    }

    public async Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken)
    {
        var found = await Table(table).GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Row, cancellationToken: cancellationToken);
        return found.HasValue ? Row(found.Value!) : null;
    }

    public async Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        try
        {
            return Tagged(row, await Table(table).AddEntityAsync(Entity(row), cancellationToken));
        }
        catch (RequestFailedException taken) when (taken.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return null;
        }
    }

    public async Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken)
    {
        try
        {
            return Tagged(row, await Table(table).UpdateEntityAsync(Entity(row), Tag(row), TableUpdateMode.Replace, cancellationToken));
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return null;
        }
    }

    public Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        Table(table).UpsertEntityAsync(Entity(row), TableUpdateMode.Replace, cancellationToken);

    public async Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Table(table).DeleteEntityAsync(key.Partition, key.Row, tag is null ? ETag.All : new ETag(tag), cancellationToken);
            return answer.Status != 404;
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }

    public async Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var pages = Table(table).QueryAsync<TableEntity>(Filter(range), limit, cancellationToken: cancellationToken).AsPages(continuation);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            return new TablePage([.. page.Values.Select(Row)], page.ContinuationToken is { Length: > 0 } next ? next : null);
        }

        return new TablePage([], null);
    }

    public async Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            await Table(table).SubmitTransactionAsync(changes.Select(Action), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException failed) when (failed.Status is 404 or 412 || failed.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private static TableTransactionAction Action(TableChange change) => change switch
    {
        TableChange.Insert insert => new TableTransactionAction(TableTransactionActionType.Add, Entity(insert.Row)),
        TableChange.Replace replace => new TableTransactionAction(TableTransactionActionType.UpdateReplace, Entity(replace.Row), Tag(replace.Row)),
        TableChange.Upsert upsert => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entity(upsert.Row)),
        TableChange.Delete delete => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(delete.Of.Partition, delete.Of.Row), delete.Tag is null ? ETag.All : new ETag(delete.Tag)),
        _ => throw new ArgumentException($"There is no change of the kind {change.GetType().Name}.", nameof(change)),
    };

    private static string Filter(TableRange range)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {range.Partition}");
        if (range.From is { } from)
        {
            filter += TableClient.CreateQueryFilter($" and RowKey ge {from}");
        }

        return range.Until is { } until ? filter + TableClient.CreateQueryFilter($" and RowKey lt {until}") : filter;
    }

    private static TableEntity Entity(TableRow row)
    {
        var entity = new TableEntity(row.Key.Partition, row.Key.Row);
        foreach (var (name, value) in row.Columns)
        {
            entity[name] = value;
        }

        return entity;
    }

    private static TableRow Row(TableEntity entity) => new(
        new TableKey(entity.PartitionKey, entity.RowKey),
        entity.Where(column => !System.Contains(column.Key)).ToDictionary(column => column.Key, column => column.Value))
    {
        Tag = entity.ETag.ToString(),
    };

    private static TableRow Tagged(TableRow row, Response answer) => row with { Tag = answer.Headers.ETag?.ToString() };

    private static ETag Tag(TableRow row) => new(row.Tag ?? throw new ArgumentException("A row that replaces another one has its tag.", nameof(row)));

    private TableClient Table(string name) => service.GetTableClient(name);
}
