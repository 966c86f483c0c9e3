using System.Runtime.CompilerServices;

namespace MissionControl.AzureStorage.Tables;

/// <summary>Reading more than one page of rows, and changing more than one batch.</summary>
internal static class TableReading
{
    public const int MostRows = 1000;
    public const int MostChanges = 100;

    /// <summary>Calls of one page that are under way at the same time.</summary>
    private const int MostAtOnce = 32;

    /// <summary>Every row of the range, page by page as they are asked for.</summary>
    public static async IAsyncEnumerable<TableRow> ReadAllAsync(
        this ITableGateway tables, string table, TableRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(table, range, MostRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>The first rows of the range: fewer only when there are no more.</summary>
    public static async Task<List<TableRow>> ReadFirstAsync(this ITableGateway tables, string table, TableRange range, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<TableRow>();
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(table, range, Math.Min(limit - rows.Count, MostRows), continuation, cancellationToken);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null && rows.Count < limit);

        return rows;
    }

    /// <summary>Deletes every row of the range, a batch at a time; what somebody else deleted meanwhile is no fault.</summary>
    public static async Task DeleteRangeAsync(this ITableGateway tables, string table, TableRange range, CancellationToken cancellationToken)
    {
        List<TableRow> rows;
        do
        {
            rows = await tables.ReadFirstAsync(table, range, MostChanges, cancellationToken);
            await tables.DeleteAllAsync(table, rows.ConvertAll(row => row.Key), cancellationToken);
        }
        while (rows.Count == MostChanges);
    }

    /// <summary>Deletes rows of one partition, a batch at a time; what somebody else deleted meanwhile is no fault.</summary>
    public static async Task DeleteAllAsync(this ITableGateway tables, string table, IEnumerable<TableKey> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Chunk(MostChanges))
        {
            if (await tables.TryApplyAsync(table, [.. some.Select(key => new TableChange.Delete(key, null))], cancellationToken))
            {
                continue;
            }

            foreach (var key in some)
            {
                await tables.DeleteAsync(table, key, null, cancellationToken);
            }
        }
    }

    /// <summary>Reads one thing for each item, several at a time, in their order.</summary>
    public static async Task<List<TResult>> ReadEachAsync<T, TResult>(this IEnumerable<T> items, Func<T, Task<TResult>> read)
    {
        var results = new List<TResult>();
        foreach (var some in items.Chunk(MostAtOnce))
        {
            results.AddRange(await Task.WhenAll(some.Select(read)));
        }

        return results;
    }
}
