namespace MissionControl.AzureStorage.Tables;

/// <summary>Where a row lies. Keys are texts of at most 512 characters without <c>/ \ # ?</c> and control characters (<see cref="KeyText"/>), ordered ordinally.</summary>
public readonly record struct TableKey(string Partition, string Row);

/// <summary>A row: its key, its columns, and the tag of the version that was read.</summary>
/// <param name="Columns">
/// Name to value: <see cref="string"/> (at most 32,000 characters), <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>,
/// <see cref="DateTimeOffset"/> (UTC) or <c>byte[]</c> (at most 64 KiB). A column that is not there is null. The whole row stays under 1 MiB.
/// </param>
public sealed record TableRow(TableKey Key, IReadOnlyDictionary<string, object> Columns)
{
    /// <summary>Set on rows that were read or written; compared, never understood.</summary>
    public string? Tag { get; init; }

    public string? Text(string column) => Columns.GetValueOrDefault(column) as string;

    public long? Number(string column) => Columns.GetValueOrDefault(column) is long number ? number : null;

    public bool Flag(string column) => Columns.GetValueOrDefault(column) is true;

    public DateTimeOffset? Time(string column) => Columns.GetValueOrDefault(column) is DateTimeOffset time ? time : null;
}

/// <summary>Rows of one partition from one row key on (included) up to another (excluded); null = open.</summary>
public sealed record TableRange(string Partition, string? From = null, string? Until = null)
{
    /// <summary>Every row whose key begins with the text.</summary>
    public static TableRange StartingWith(string partition, string prefix) =>
        new(partition, prefix, prefix[..^1] + (char)(prefix[^1] + 1));
}

/// <param name="Continuation">Where the next page begins; null when this is the last one.</param>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);

/// <summary>One change of a batch.</summary>
public abstract record TableChange(TableKey Key)
{
    /// <summary>Fails when the key is taken.</summary>
    public sealed record Insert(TableRow Row) : TableChange(Row.Key);

    /// <summary>Fails when the row with that tag is not there.</summary>
    public sealed record Replace(TableRow Row) : TableChange(Row.Key);

    public sealed record Upsert(TableRow Row) : TableChange(Row.Key);

    /// <summary>Fails when the row is not there, or, with a tag, has another one.</summary>
    public sealed record Delete(TableKey Of, string? Tag) : TableChange(Of);
}
