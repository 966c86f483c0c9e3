using System.Globalization;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.Functions.Tests.Storage;

/// <summary>A table service in memory, for tests of what stands above it.</summary>
internal sealed class MemoryTables : ITableGateway
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, TableRow>> _rows = [];
    private long _tags;

    public Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken) => Locked(() => Find(table, key));

    public Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        Locked(() => Find(table, row.Key) is null ? Put(table, row) : null);

    public Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken) =>
        Locked(() => Find(table, row.Key)?.Tag == row.Tag ? Put(table, row) : null);

    public Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken) => Locked(() => Put(table, row));

    public Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken) => Locked(() => Fits(table, key, tag) && Rows(table, key).Remove(key.Row));

    public Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken) => Locked(() =>
    {
        var found = Rows(table, new TableKey(range.Partition, "")).Values
            .Where(row => string.CompareOrdinal(row.Key.Row, continuation ?? range.From ?? "") >= 0 && (range.Until is null || string.CompareOrdinal(row.Key.Row, range.Until) < 0))
            .Take(limit + 1)
            .ToList();
        return new TablePage(found[..Math.Min(limit, found.Count)], found.Count > limit ? found[limit].Key.Row : null);
    });

    public Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) => Locked(() =>
    {
        if (!changes.All(change => Fits(table, change)))
        {
            return false;
        }

        foreach (var change in changes)
        {
            Apply(table, change);
        }

        return true;
    });

    private bool Fits(string table, TableChange change) => change switch
    {
        TableChange.Insert insert => Find(table, insert.Key) is null,
        TableChange.Replace replace => Find(table, replace.Key)?.Tag == replace.Row.Tag,
        TableChange.Delete delete => Fits(table, delete.Key, delete.Tag),
        _ => true,
    };

    private bool Fits(string table, TableKey key, string? tag) => Find(table, key) is { } there && (tag is null || there.Tag == tag);

    private void Apply(string table, TableChange change)
    {
        switch (change)
        {
            case TableChange.Insert insert:
                Put(table, insert.Row);
                break;
            case TableChange.Replace replace:
                Put(table, replace.Row);
                break;
            case TableChange.Upsert upsert:
                Put(table, upsert.Row);
                break;
            default:
                Rows(table, change.Key).Remove(change.Key.Row);
                break;
        }
    }

    private TableRow Put(string table, TableRow row)
    {
        var tagged = row with { Tag = (++_tags).ToString(CultureInfo.InvariantCulture) };
        Rows(table, row.Key)[row.Key.Row] = tagged;
        return tagged;
    }

    private TableRow? Find(string table, TableKey key) => Rows(table, key).GetValueOrDefault(key.Row);

    private SortedDictionary<string, TableRow> Rows(string table, TableKey key)
    {
        if (!_rows.TryGetValue((table, key.Partition), out var rows))
        {
            _rows[(table, key.Partition)] = rows = new SortedDictionary<string, TableRow>(StringComparer.Ordinal);
        }

        return rows;
    }

    private Task<T> Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }
}
