using System.Text.Json.Nodes;

namespace MissionControl.Runtime;

/// <summary>How a write treats what the store holds.</summary>
public enum RecordWriteMode
{
    /// <summary>Adds the records after those that are there.</summary>
    Append,

    /// <summary>Removes what is there first.</summary>
    Replace,

    /// <summary>A record with the same value in the key field takes the place of the old one.</summary>
    Upsert,
}

/// <summary>One write to a record store.</summary>
/// <param name="StoreName">An <see cref="Identifier"/>.</param>
/// <param name="IdempotencyKey">A second write with this key changes nothing and gets the first one's receipt.</param>
/// <param name="KeyField">For <see cref="RecordWriteMode.Upsert"/>: the field that identifies a record.</param>
public sealed record RecordWrite(string StoreName, string IdempotencyKey, IReadOnlyList<JsonObject> Records, RecordWriteMode Mode, string? KeyField);

/// <summary>What a write did: how many records it brought, and how many the store held after it.</summary>
public sealed record RecordReceipt(string StoreName, int Written, int Total);

/// <summary>Named stores of JSON records that tools write to and summarize. A write is all or nothing and applies once per idempotency key.</summary>
public abstract class RecordStore
{
    public abstract Task<RecordReceipt> WriteAsync(RecordWrite write, CancellationToken cancellationToken);

    /// <summary>All records in order of writing; null when there is no store of that name.</summary>
    public abstract Task<IReadOnlyList<JsonObject>?> ReadAsync(string storeName, CancellationToken cancellationToken);
}
