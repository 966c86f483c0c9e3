using System.Globalization;
using System.Text.Json.Nodes;
using MissionControl.AzureStorage.Payloads;
using MissionControl.AzureStorage.Tables;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Records;

/// <summary>
/// A store is a partition: its head, a segment for each write, a receipt for each idempotency key. A write puts its body first and then changes all
/// three in one batch. Every so many segments a write carries the whole store, and those before it are cleared away.
/// </summary>
internal sealed class AzureRecordStore(ITableGateway tables, PayloadColumns payloads) : RecordStore
{
    /// <summary>A store of more segments is written anew with the next write.</summary>
    internal const int MostSegments = 64;

    private const string Segment = "Segment";
    private const string SegmentPrefix = "segment ";
    private const string Written = "Written";
    private const string Total = "Total";

    public override async Task<RecordReceipt> WriteAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        Identifier.Check(write.StoreName, "Record store");
        Check(write);
        while (true)
        {
            if (await tables.GetAsync(StorageNames.RecordStores, ReceiptKey(write), cancellationToken) is { } earlier)
            {
                await ClearAsync(write.StoreName, cancellationToken);
                return new RecordReceipt(write.StoreName, (int)earlier.Number(Written)!.Value, (int)earlier.Number(Total)!.Value);
            }

            if (await TryWriteAsync(write, cancellationToken) is { } receipt)
            {
                return receipt;
            }
        }
    }

    public override async Task<IReadOnlyList<JsonObject>?> ReadAsync(string storeName, CancellationToken cancellationToken) =>
        await HeadAsync(storeName, cancellationToken) is { } head ? (await ReadAsync(storeName, head, cancellationToken)).Records : null;

    /// <summary>Null when somebody else wrote meanwhile.</summary>
    private async Task<RecordReceipt?> TryWriteAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(write.StoreName, cancellationToken) ?? RecordHead.Empty;
        var segment = new RecordSegment(write.Mode, write.KeyField, write.Records);
        var isWhole = write.Mode == RecordWriteMode.Replace || head.Segments >= MostSegments;
        var total = head.Total + write.Records.Count;
        if (write.Mode == RecordWriteMode.Upsert || isWhole)
        {
            (head, var before) = write.Mode == RecordWriteMode.Replace ? (head, []) : await ReadAsync(write.StoreName, head, cancellationToken);
            var after = segment.ApplyTo(before);
            total = after.Count;
            segment = isWhole ? new RecordSegment(RecordWriteMode.Replace, null, after) : segment;
        }

        var next = new RecordHead(isWhole ? head.Last + 1 : head.First, head.Last + 1, total, head.Tag);
        var columns = new Dictionary<string, object>();
        await payloads.WriteAsync(columns, Segment, segment, OwnerOf(write.StoreName, next.Last, write.IdempotencyKey), cancellationToken);
        var receipt = new Dictionary<string, object> { [Written] = (long)write.Records.Count, [Total] = total };
        TableChange[] changes =
        [
            next.Write(HeadKey(write.StoreName)),
            new TableChange.Insert(new TableRow(SegmentKey(write.StoreName, next.Last), columns)),
            new TableChange.Insert(new TableRow(ReceiptKey(write), receipt)),
        ];
        if (!await tables.TryApplyAsync(StorageNames.RecordStores, changes, cancellationToken))
        {
            return null;
        }

        if (isWhole)
        {
            await ClearAsync(write.StoreName, cancellationToken);
        }

        return new RecordReceipt(write.StoreName, write.Records.Count, (int)total);
    }

    /// <summary>A whole picture: when segments are cleared away under the reader, it reads again from the head that replaced them.</summary>
    private async Task<(RecordHead Head, IReadOnlyList<JsonObject> Records)> ReadAsync(string storeName, RecordHead head, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryReadAsync(storeName, head, cancellationToken) is { } records)
            {
                return (head, records);
            }

            var now = await HeadAsync(storeName, cancellationToken) ?? RecordHead.Empty;
            head = now.First > head.First
                ? now
                : throw new InvalidOperationException($"Record store '{storeName}' lacks a segment between {head.First} and {head.Last}. Restore its table and blobs.");
        }
    }

    private async Task<IReadOnlyList<JsonObject>?> TryReadAsync(string storeName, RecordHead head, CancellationToken cancellationToken)
    {
        var range = new TableRange(KeyText.Of(storeName), SegmentKey(storeName, head.First).Row, SegmentKey(storeName, head.Last + 1).Row);
        IReadOnlyList<JsonObject> records = [];
        var next = head.First;
        await foreach (var row in tables.ReadAllAsync(StorageNames.RecordStores, range, cancellationToken))
        {
            if (row.Key != SegmentKey(storeName, next++) || await payloads.ReadAsync<RecordSegment>(row, Segment, cancellationToken) is not { } segment)
            {
                return null;
            }

            records = segment.ApplyTo(records);
        }

        return next > head.Last ? records : null;
    }

    /// <summary>Deletes the segments that were replaced: blobs first, so that an interruption leaves rows by which they are found.</summary>
    private async Task ClearAsync(string storeName, CancellationToken cancellationToken)
    {
        if (await HeadAsync(storeName, cancellationToken) is not { } head)
        {
            return;
        }

        var replaced = new TableRange(KeyText.Of(storeName), SegmentPrefix, SegmentKey(storeName, head.First).Row);
        await foreach (var row in tables.ReadAllAsync(StorageNames.RecordStores, replaced, cancellationToken))
        {
            await payloads.DeleteAsync(OwnerOf(storeName, row.Key.Row), cancellationToken);
            await tables.DeleteAsync(StorageNames.RecordStores, row.Key, null, cancellationToken);
        }
    }

    private async Task<RecordHead?> HeadAsync(string storeName, CancellationToken cancellationToken) =>
        await tables.GetAsync(StorageNames.RecordStores, HeadKey(storeName), cancellationToken) is { } row ? RecordHead.Of(row) : null;

    private static void Check(RecordWrite write)
    {
        if (write.Mode == RecordWriteMode.Upsert && (write.KeyField is not { } field || write.Records.Any(record => RecordSegment.KeyOf(record, field) is null)))
        {
            throw new ArgumentException($"An upsert into '{write.StoreName}' needs a key field that every record has; got '{write.KeyField}'.", nameof(write));
        }
    }

    private static TableKey HeadKey(string storeName) => new(KeyText.Of(storeName), "head");

    private static TableKey SegmentKey(string storeName, long number) => new(KeyText.Of(storeName), $"{SegmentPrefix}{number.ToString("d12", CultureInfo.InvariantCulture)}");

    private static TableKey ReceiptKey(RecordWrite write) => new(KeyText.Of(write.StoreName), $"receipt {KeyText.Of(write.IdempotencyKey)}");

    private static string OwnerOf(string storeName, string segmentRow) => $"stores/{KeyText.Of(storeName)}/{segmentRow[SegmentPrefix.Length..]}/";

    /// <summary>A write that is repeated, and one that lost, have paths of their own below the segment's.</summary>
    private static string OwnerOf(string storeName, long number, string key) =>
        $"{OwnerOf(storeName, SegmentKey(storeName, number).Row)}{KeyText.Of(key, 100)}/";
}
