namespace MissionControl.AzureStorage.Tables;

/// <summary>
/// Records of one partition and the lists in which they are found: a record and all its list rows change in one batch, so that no list is ever
/// wrong. One partition takes about two thousand rows a second: far more than people decide and are told.
/// </summary>
internal sealed class ListedRows(ITableGateway tables, string table, string partition)
{
    private const string Lists = "Lists";
    private const string Id = "Id";
    private const char Separator = '\n';

    public TableKey KeyOf(string id) => new(partition, $"record {KeyText.Of(id)}");

    public TableKey Key(string row) => new(partition, row);

    public Task<TableRow?> FindAsync(string id, CancellationToken cancellationToken) => tables.GetAsync(table, KeyOf(id), cancellationToken);

    /// <summary>The changes that put a new record there.</summary>
    public List<TableChange> Insert(string id, Dictionary<string, object> columns, IReadOnlyCollection<string> lists) =>
    [
        new TableChange.Insert(new TableRow(KeyOf(id), Listed(columns, lists))),
        .. lists.Select(list => Entry(list, id)),
    ];

    /// <summary>The changes that put the record in the place of the one that was read.</summary>
    public List<TableChange> Replace(TableRow old, string id, Dictionary<string, object> columns, IReadOnlyCollection<string> lists)
    {
        var before = ListsOf(old);
        return
        [
            new TableChange.Replace(old with { Columns = Listed(columns, lists) }),
            .. lists.Except(before).Select(list => Entry(list, id)),
            .. before.Except(lists).Select(list => new TableChange.Delete(Key(list), null)),
        ];
    }

    public List<TableChange> Delete(TableRow old) =>
        [new TableChange.Delete(old.Key, old.Tag), .. ListsOf(old).Select(list => new TableChange.Delete(Key(list), null))];

    public Task<bool> TryApplyAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) => tables.TryApplyAsync(table, changes, cancellationToken);

    /// <summary>The ids in a list, from a row on (included).</summary>
    public async Task<IReadOnlyList<ListEntry>> ReadAsync(string list, string? from, string? until, int limit, CancellationToken cancellationToken)
    {
        var whole = TableRange.StartingWith(partition, list);
        var range = whole with { From = from ?? whole.From, Until = until ?? whole.Until };
        return [.. (await tables.ReadFirstAsync(table, range, limit, cancellationToken)).Select(row => new ListEntry(row.Key.Row, row.Text(Id)!))];
    }

    /// <summary>The records of the ids, in their order; those that went meanwhile are left out.</summary>
    public async Task<IReadOnlyList<TableRow>> FindAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        [.. (await ids.ReadEachAsync(id => FindAsync(id, cancellationToken))).OfType<TableRow>()];

    private static Dictionary<string, object> Listed(Dictionary<string, object> columns, IReadOnlyCollection<string> lists) =>
        new(columns) { [Lists] = string.Join(Separator, lists) };

    private static string[] ListsOf(TableRow row) => (row.Text(Lists) ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    private TableChange.Upsert Entry(string list, string id) => new(new TableRow(Key(list), new Dictionary<string, object> { [Id] = id }));
}

/// <param name="Row">Its place: the whole row key.</param>
internal sealed record ListEntry(string Row, string Id);
