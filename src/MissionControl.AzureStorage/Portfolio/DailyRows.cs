using System.Globalization;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;

namespace MissionControl.AzureStorage.Portfolio;

/// <summary>One record per UTC day in a table of their own, newest day first.</summary>
internal sealed class DailyRows<T>(ITableGateway tables, PayloadColumns payloads, string table)
    where T : class
{
    private const string Partition = "days";
    private const string Record = "Record";
    private const string Version = "Version";
    private const int LastDay = 9_999_999;

    /// <param name="stands">True of a record that stays there.</param>
    public async Task SaveAsync(DateOnly day, T record, Func<T, bool> stands, CancellationToken cancellationToken)
    {
        while (true)
        {
            var there = await tables.GetAsync(table, Key(day), cancellationToken);
            var before = there is null ? null : await payloads.ReadAsync<T>(there, Record, cancellationToken);
            if (before is not null && stands(before))
            {
                return;
            }

            var version = (there?.Number(Version) ?? 0) + 1;
            var columns = new Dictionary<string, object> { [Version] = version };
            await payloads.WriteAsync(columns, Record, record, string.Create(CultureInfo.InvariantCulture, $"days/{table}/{day:yyyy-MM-dd}/{version}/"), cancellationToken);
            var row = new TableRow(Key(day), columns) { Tag = there?.Tag };
            TableChange change = there is null ? new TableChange.Insert(row) : new TableChange.Replace(row);
            if (await tables.TryApplyAsync(table, [change], cancellationToken))
            {
                await payloads.ForgetAsync(there, Record, cancellationToken);
                return;
            }
        }
    }

    /// <param name="until">The newest day; null: no matter which.</param>
    public async Task<IReadOnlyList<T>> ListAsync(DateOnly? until, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var range = new TableRange(Partition, until is { } newest ? Key(newest).Row : null);
            var rows = await tables.ReadFirstAsync(table, range, limit, cancellationToken);
            var records = await rows.ReadEachAsync(row => payloads.ReadAsync<T>(row, Record, cancellationToken));
            if (!records.Contains(null))
            {
                return records!;
            }
        }
    }

    private static TableKey Key(DateOnly day) => new(Partition, (LastDay - day.DayNumber).ToString("d7", CultureInfo.InvariantCulture));
}
