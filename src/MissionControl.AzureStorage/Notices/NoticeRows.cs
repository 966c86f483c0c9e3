using MissionControl.AzureStorage.Tables;
using MissionControl.Notifications;

namespace MissionControl.AzureStorage.Notices;

/// <summary>
/// What people must still be told, in the partition of that which it is about, so that a change and its notices are one batch: a row in the order
/// of time, and one by its id.
/// </summary>
internal sealed class NoticeRows(ITableGateway tables, string table, string partition)
{
    private const string Waiting = "waiting ";
    private const string Notice = "Notice";
    private const string Place = "Place";

    /// <summary>The changes that leave the notice; none when it is there.</summary>
    public async Task<IReadOnlyList<TableChange>> AddAsync(Notification notice, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(table, Key(notice.NotificationId), cancellationToken) is not null)
        {
            return [];
        }

        var place = $"{Waiting}{KeyText.OldestFirst(notice.At)} {KeyText.Of(notice.NotificationId)}";
        return
        [
            new TableChange.Upsert(new TableRow(Key(notice.NotificationId), new Dictionary<string, object> { [Place] = place })),
            new TableChange.Upsert(new TableRow(new TableKey(partition, place), new Dictionary<string, object> { [Notice] = Text(notice) })),
        ];
    }

    public async Task<IReadOnlyList<Notification>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var rows = await tables.ReadFirstAsync(table, TableRange.StartingWith(partition, Waiting), limit, cancellationToken);
        return [.. rows.Select(row => Wire.Deserialize<Notification>(row.Text(Notice)!)!)];
    }

    public async Task RemoveAsync(string notificationId, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(table, Key(notificationId), cancellationToken) is { } row)
        {
            await tables.DeleteAllAsync(table, [row.Key, new TableKey(partition, row.Text(Place)!)], cancellationToken);
        }
    }

    private TableKey Key(string notificationId) => new(partition, $"notice {KeyText.Of(notificationId)}");

    /// <summary>A text that would not fit a row loses the end of its title and of its facts: people are told, and the record has the whole.</summary>
    private static string Text(Notification notice)
    {
        const int Most = 1000;
        static string Short(string text) => text.Length <= Most ? text : $"{text[..Most]}…";
        return Wire.Serialize(notice with { Title = Short(notice.Title), Facts = [.. notice.Facts.Select(fact => fact with { Value = Short(fact.Value) })] });
    }
}
