using System.Collections.Concurrent;
using System.Globalization;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Runs;

/// <summary>
/// Finds runs by month, mission and status. A row is written before the change that it speaks of and deleted after the one that ends it, so that
/// an interruption leaves a row too many and never one too few: readers look at the run itself.
/// </summary>
internal sealed class RunIndex(ITableGateway tables, RunRows runs, TimeProvider clock)
{
    /// <summary>A page that found this many rows that are no longer true gives up with a continuation.</summary>
    public const int MostStale = 100;

    /// <summary>A page walks through no more months than this.</summary>
    public const int MostMonths = 12;

    private const string Months = "months";
    private readonly ConcurrentDictionary<string, bool> _months = [];

    /// <summary>Writes rows for a change that is about to be made.</summary>
    public async Task EnterAsync(RunRow run, IEnumerable<TableKey> places, CancellationToken cancellationToken)
    {
        var month = KeyText.Month(run.Record.CreatedAt);
        if (!_months.ContainsKey(month))
        {
            var key = new TableKey(Months, KeyText.NewestFirst(Start(run.Record.CreatedAt)));
            await tables.UpsertAsync(StorageNames.RunIndex, new TableRow(key, new Dictionary<string, object> { ["Month"] = month }), cancellationToken);
            _months[month] = true;
        }

        foreach (var place in places)
        {
            await tables.UpsertAsync(StorageNames.RunIndex, IndexEntry.Write(place, run, clock.GetUtcNow()), cancellationToken);
        }
    }

    public async Task LeaveAsync(IEnumerable<TableKey> places, CancellationToken cancellationToken)
    {
        foreach (var place in places)
        {
            await tables.DeleteAsync(StorageNames.RunIndex, place, null, cancellationToken);
        }
    }

    /// <summary>What the sweep has to look at, oldest runs first.</summary>
    public async Task<IReadOnlyList<IndexEntry>> ReadWorkAsync(string? after, int limit, CancellationToken cancellationToken) =>
        [.. (await tables.ReadFirstAsync(StorageNames.RunIndex, new TableRange(RunPlaces.Work, after is null ? null : after + "!"), limit, cancellationToken)).Select(IndexEntry.Read)];

    public async Task<RunListing> ReadAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var walk = new IndexWalk(Math.Max(1, query.Limit));
        var months = await ReadMonthsAsync(query, cancellationToken);
        foreach (var month in months.Take(MostMonths))
        {
            var isLast = month == months[^1];
            if (await ReadMonthAsync(query, month, walk, isLast, cancellationToken) is { } listing)
            {
                return listing;
            }
        }

        return new RunListing(walk.Found, months.Count > MostMonths ? new RunPlace(months[MostMonths - 1].AddTicks(-1), "") : null);
    }

    /// <summary>Null: the month was read to its end.</summary>
    private async Task<RunListing?> ReadMonthAsync(RunQuery query, DateTimeOffset month, IndexWalk walk, bool isLast, CancellationToken cancellationToken)
    {
        var range = Range(query, month);
        string? continuation = null;
        do
        {
            var room = walk.Room;
            var page = await tables.QueryAsync(StorageNames.RunIndex, range, Math.Min(room + 1, TableReading.MostRows), continuation, cancellationToken);
            var entries = page.Rows.Take(room).Select(IndexEntry.Read).ToList();
            var found = await entries.ReadEachAsync(entry => runs.FindAsync(entry.RunId, cancellationToken));
            foreach (var (entry, run) in entries.Zip(found))
            {
                walk.Look(entry, run);
            }

            var isMore = page.Rows.Count > entries.Count || page.Continuation is not null;
            if (walk.IsOver)
            {
                return new RunListing(walk.Found, isMore || !isLast ? walk.Place : null);
            }

            // The row that only told that there are more is read again from where the page stopped.
            (range, continuation) = page.Rows.Count > entries.Count ? (range with { From = page.Rows[entries.Count].Key.Row }, null) : (range, page.Continuation);
            if (!isMore)
            {
                return null;
            }
        }
        while (true);
    }

    private async Task<List<DateTimeOffset>> ReadMonthsAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var top = query.After?.CreatedAt ?? query.Before;
        if (query.After is { } after && query.Before < after.CreatedAt)
        {
            top = query.Before;
        }

        var range = new TableRange(Months, top is { } newest ? KeyText.NewestFirst(Start(newest)) : null, query.From is { } from ? KeyText.NewestFirst(Start(from)) + "!" : null);
        var rows = await tables.ReadFirstAsync(StorageNames.RunIndex, range, MostMonths + 1, cancellationToken);
        return rows.ConvertAll(row => DateTimeOffset.ParseExact(row.Text("Month")!, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    private static TableRange Range(RunQuery query, DateTimeOffset month)
    {
        var lower = query.Before is { } before ? KeyText.NewestFirst(before) + "!" : null;
        var after = query.After is { } place ? RunPlaces.After(place.CreatedAt, place.RunId) : null;
        var partition = RunPlaces.Partition(query.MissionId, query.Status, KeyText.Month(month));
        return new TableRange(partition, string.CompareOrdinal(lower, after) > 0 ? lower : after, query.From is { } from ? KeyText.NewestFirst(from) + "!" : null);
    }

    private static DateTimeOffset Start(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
