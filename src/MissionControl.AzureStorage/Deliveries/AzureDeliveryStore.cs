using System.Globalization;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Deliveries;

/// <summary>A delivery and its places in the lists of what is due, what ended, what belongs to a notification or a run change in one batch.</summary>
internal sealed class AzureDeliveryStore(ITableGateway tables, PayloadColumns payloads) : DeliveryStore
{
    /// <summary>Deliveries that are added in one step; more are added in several.</summary>
    private const int MostInOneStep = 20;

    private const int TicksLength = 19;
    private const string Record = "Record";
    private const string Ended = "ended ";

    private readonly ListedRows _rows = new(tables, StorageNames.Deliveries, "deliveries");

    public override async Task AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var some in deliveries.DistinctBy(delivery => delivery.DeliveryId).Chunk(MostInOneStep))
        {
            while (!await TryAddAsync(some, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public override async Task<Delivery?> GetAsync(string deliveryId, CancellationToken cancellationToken) =>
        await _rows.FindAsync(deliveryId, cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    public override async Task<bool> TryReplaceAsync(Delivery changed, CancellationToken cancellationToken)
    {
        while (await _rows.FindAsync(changed.DeliveryId, cancellationToken) is { } row
            && (await ReadAsync(row, cancellationToken))?.Version == changed.Version - 1)
        {
            if (await _rows.TryApplyAsync(_rows.Replace(row, changed.DeliveryId, await WriteAsync(changed, cancellationToken), ListsOf(changed)), cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    public override async Task<IReadOnlyList<Delivery>> ListDueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = DueOf(channel);
        return await ReadAsync(await _rows.ReadAsync(due, null, $"{due}{KeyText.OldestFirst(now)}!", limit, cancellationToken), cancellationToken);
    }

    public override async Task<DateTimeOffset?> NextDueAsync(string channel, CancellationToken cancellationToken)
    {
        var due = DueOf(channel);
        return await _rows.ReadAsync(due, null, null, 1, cancellationToken) is [var first]
            ? new DateTimeOffset(long.Parse(first.Row.AsSpan(due.Length, TicksLength), CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null;
    }

    public override async Task<IReadOnlyList<Delivery>> ListOfAsync(string notificationId, CancellationToken cancellationToken) =>
        await ReadAsync(await _rows.ReadAsync($"of {KeyText.Of(notificationId)} ", null, null, int.MaxValue, cancellationToken), cancellationToken);

    public override async Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await DeleteAsync(await _rows.ReadAsync(Ended, null, Ended + KeyText.OldestFirst(before), limit, cancellationToken), cancellationToken);

    public async Task DeleteRunAsync(string runId, CancellationToken cancellationToken) =>
        await DeleteAsync(await _rows.ReadAsync($"run {KeyText.Of(runId)} ", null, null, int.MaxValue, cancellationToken), cancellationToken);

    private async Task<bool> TryAddAsync(IReadOnlyList<Delivery> some, CancellationToken cancellationToken)
    {
        var there = await Task.WhenAll(some.Select(delivery => _rows.FindAsync(delivery.DeliveryId, cancellationToken)));
        var changes = new List<TableChange>();
        foreach (var (delivery, _) in some.Zip(there).Where(pair => pair.Second is null))
        {
            changes.AddRange(_rows.Insert(delivery.DeliveryId, await WriteAsync(delivery, cancellationToken), ListsOf(delivery)));
        }

        return changes.Count == 0 || await _rows.TryApplyAsync(changes, cancellationToken);
    }

    private async Task<int> DeleteAsync(IReadOnlyList<ListEntry> entries, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var entry in entries)
        {
            // What another process deletes meanwhile is its count; the blobs go first, so that none is left without its row.
            await payloads.DeleteAsync(OwnerOf(entry.Id), cancellationToken);
            while (await _rows.FindAsync(entry.Id, cancellationToken) is { } row)
            {
                if (await _rows.TryApplyAsync(_rows.Delete(row), cancellationToken))
                {
                    gone++;
                    break;
                }
            }
        }

        return gone;
    }

    private async Task<IReadOnlyList<Delivery>> ReadAsync(IReadOnlyList<ListEntry> entries, CancellationToken cancellationToken)
    {
        var rows = await _rows.FindAllAsync(entries.Select(entry => entry.Id), cancellationToken);
        return [.. (await rows.ReadEachAsync(row => ReadAsync(row, cancellationToken))).OfType<Delivery>()];
    }

    private Task<Delivery?> ReadAsync(TableRow row, CancellationToken cancellationToken) => payloads.ReadAsync<Delivery>(row, Record, cancellationToken);

    private async Task<Dictionary<string, object>> WriteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<string, object>();
        await payloads.WriteAsync(columns, Record, delivery, OwnerOf(delivery.DeliveryId), cancellationToken);
        return columns;
    }

    private static string OwnerOf(string deliveryId) => $"deliveries/{KeyText.Of(deliveryId)}/";

    private static string DueOf(string channel) => $"due {KeyText.Of(channel)} ";

    private static List<string> ListsOf(Delivery delivery)
    {
        var id = KeyText.Of(delivery.DeliveryId);
        List<string> lists = [$"of {KeyText.Of(delivery.Notification.NotificationId)} {id}"];
        if (delivery.Notification.RunId is { } runId)
        {
            lists.Add($"run {KeyText.Of(runId)} {id}");
        }

        if (delivery.State == DeliveryState.Pending)
        {
            lists.Add($"{DueOf(delivery.Channel)}{KeyText.OldestFirst(delivery.NextAt)} {id}");
        }

        if (delivery.EndedAt is { } ended)
        {
            lists.Add($"{Ended}{KeyText.OldestFirst(ended)} {id}");
        }

        return lists;
    }
}
