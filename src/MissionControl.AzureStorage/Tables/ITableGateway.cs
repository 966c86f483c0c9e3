namespace MissionControl.AzureStorage.Tables;

/// <summary>
/// The operations of a table service that our stores use. A call that returned is durable; one that threw may have happened or not.
/// Condition failures are answers; everything else (network, throttling after the client's own retries, access) is thrown.
/// </summary>
public interface ITableGateway
{
    /// <summary>The row, or null when there is none of that key.</summary>
    Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken);

    /// <summary>The row with its tag; null, and nothing changed, when the key is taken.</summary>
    Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken);

    /// <summary>Puts the row in the place of the one that has the same tag: with its new tag; null, and nothing changed, when that one is gone or has changed.</summary>
    Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken);

    /// <summary>Puts the row there whatever was there.</summary>
    Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken);

    /// <param name="tag">Null: whatever its tag.</param>
    /// <returns>False, and nothing changed, when there is no such row or its tag is another one.</returns>
    Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken);

    /// <summary>
    /// Rows of one partition in the order of their row keys, at most <paramref name="limit"/> (1 to 1,000) of them; a page may be shorter,
    /// even empty, and still have a continuation.
    /// </summary>
    /// <param name="continuation">What the page before gave; null for the first one.</param>
    Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken);

    /// <summary>Makes all changes, or none: 1 to 100 of one partition, each of another row, together under 4 MiB.</summary>
    /// <returns>False, and nothing changed, when a condition of one of them failed.</returns>
    Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken);
}
