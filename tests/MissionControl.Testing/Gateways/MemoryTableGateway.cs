using System.Globalization;
using MissionControl.AzureStorage.Tables;
using Xunit;

namespace MissionControl.Testing.Gateways;

/// <summary>A table service in memory. Its pages break off early now and then, as a service may.</summary>
public class MemoryTableGateway : ITableGateway
{
    private readonly Lock _lock = new();
    private readonly int _breakEvery;
    private readonly Dictionary<(string Table, string Partition), RowSet> _partitions = [];
    private long _tags;
    private int _queries;

    /// <param name="breakEvery">The page of every so many queries is empty and goes on.</param>
    public MemoryTableGateway(int breakEvery = 13) => _breakEvery = breakEvery;

    /// <summary>Every row of every table.</summary>
    public IEnumerable<(string Table, TableRow Row)> All => _partitions.SelectMany(partition => partition.Value.Keys.Select(key => (partition.Key.Table, partition.Value[key]!)));

    public Task<TableRow?> GetAsync(string table, TableKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Rows(table, key.Partition)[key.Row]);
        }
    }

    public Task<TableRow?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken) => ChangeAsync(table, new TableChange.Insert(row));

    public Task<TableRow?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken) => ChangeAsync(table, new TableChange.Replace(row));

    public Task UpsertAsync(string table, TableRow row, CancellationToken cancellationToken) => ChangeAsync(table, new TableChange.Upsert(row));

    public Task<bool> DeleteAsync(string table, TableKey key, string? tag, CancellationToken cancellationToken) =>
        TryApplyAsync(table, [new TableChange.Delete(key, tag)], cancellationToken);

    public Task<TablePage> QueryAsync(string table, TableRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        Assert.InRange(limit, 1, 1000);
        lock (_lock)
        {
            var rows = Rows(table, range.Partition);
            var keys = rows.Keys.GetViewBetween(continuation ?? range.From ?? "", range.Until ?? "\uffff").TakeWhile(key => key != range.Until);
            var found = keys.Take(limit + 1).Select(key => rows[key]!).ToList();
            var count = ++_queries % _breakEvery == 0 && found.Count > 0 ? 0 : Math.Min(limit, found.Count);
            return Task.FromResult(new TablePage(found[..count], count < found.Count ? found[count].Key.Row : null));
        }
    }

    public Task<bool> TryApplyAsync(string table, IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        Assert.InRange(changes.Count, 1, 100);
        Assert.Single(changes.Select(change => change.Key.Partition).Distinct());
        Assert.Equal(changes.Count, changes.Select(change => change.Key.Row).Distinct().Count());
        lock (_lock)
        {
            var rows = Rows(table, changes[0].Key.Partition);
            if (!changes.All(change => IsPossible(rows, change)))
            {
                return Task.FromResult(false);
            }

            foreach (var change in changes)
            {
                Change(rows, change);
            }

            return Task.FromResult(true);
        }
    }

    private async Task<TableRow?> ChangeAsync(string table, TableChange change) =>
        await TryApplyAsync(table, [change], CancellationToken.None) ? await GetAsync(table, change.Key, CancellationToken.None) : null;

    private static bool IsPossible(RowSet rows, TableChange change)
    {
        var there = rows[change.Key.Row];
        return change switch
        {
            TableChange.Insert => there is null,
            TableChange.Replace replace => there is not null && there.Tag == replace.Row.Tag,
            TableChange.Delete delete => there is not null && (delete.Tag is null || there.Tag == delete.Tag),
            _ => true,
        };
    }

    private void Change(RowSet rows, TableChange change)
    {
        switch (change)
        {
            case TableChange.Insert { Row: var row }:
                rows[change.Key.Row] = Stored(row);
                break;
            case TableChange.Replace { Row: var row }:
                rows[change.Key.Row] = Stored(row);
                break;
            case TableChange.Upsert { Row: var row }:
                rows[change.Key.Row] = Stored(row);
                break;
            default:
                rows[change.Key.Row] = null;
                break;
        }
    }

    private TableRow Stored(TableRow row)
    {
        Assert.InRange(row.Key.Row.Length, 1, KeyText.Longest);
        Assert.InRange(row.Key.Partition.Length, 1, KeyText.Longest);
        Assert.DoesNotContain(row.Key.Partition + row.Key.Row, c => c is '/' or '\\' or '#' or '?' || char.IsControl(c));
        Assert.All(row.Columns.Values.OfType<string>(), text => Assert.InRange(text.Length, 0, 32_000));
        return row with { Columns = new Dictionary<string, object>(row.Columns), Tag = (++_tags).ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>Rows in the order of their keys, found without looking at the others.</summary>
    private sealed class RowSet
    {
        private readonly Dictionary<string, TableRow> _rows = new(StringComparer.Ordinal);

        public SortedSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public TableRow? this[string key]
        {
            get => _rows.GetValueOrDefault(key);
            set
            {
                if (value is null)
                {
                    _rows.Remove(key);
                    Keys.Remove(key);
                }
                else
                {
                    _rows[key] = value;
                    Keys.Add(key);
                }
            }
        }
    }

    private RowSet Rows(string table, string partition)
    {
        if (!_partitions.TryGetValue((table, partition), out var rows))
        {
            _partitions[(table, partition)] = rows = new RowSet();
        }

        return rows;
    }
}

/// <summary>A table service in memory whose pages are as long as they were asked for.</summary>
public sealed class SteadyTables() : MemoryTableGateway(breakEvery: int.MaxValue);
