using System.Text.Json.Nodes;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

/// <summary>A write, its receipt and its idempotency key are one transaction.</summary>
internal sealed class EmbeddedRecordStore(HubWriter hub) : RecordStore
{
    public override Task<RecordReceipt> WriteAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        Identifier.Check(write.StoreName, "Record store");
        var records = write.Records.Select(record => (Key: write.KeyField is { } field ? KeyOf(record, field) : null, Json: Wire.Serialize(record))).ToList();
        if (write.Mode == RecordWriteMode.Upsert && (write.KeyField is null || records.Exists(record => record.Key is null)))
        {
            throw new ArgumentException($"An upsert into '{write.StoreName}' needs a key field that every record has; got '{write.KeyField}'.", nameof(write));
        }

        return hub.KeepAsync(tables => Write(tables.Records, write, records), cancellationToken, records.Sum(record => (long)record.Json.Length));
    }

    public override Task<IReadOnlyList<JsonObject>?> ReadAsync(string storeName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JsonObject>?>(hub.Read(tables => tables.Records.Find(storeName) is null ? null : Parse(tables.Records.Read(storeName))));

    private static RecordReceipt Write(RecordTable table, RecordWrite write, List<(string? Key, string Json)> records)
    {
        if (table.FindReceipt(write.StoreName, write.IdempotencyKey) is { } earlier)
        {
            return earlier;
        }

        var store = table.Find(write.StoreName) ?? new RecordStoreState(write.StoreName, write.KeyField, 0, 0);
        if (write.Mode == RecordWriteMode.Replace)
        {
            table.Clear(store.Name);
            store = store with { Total = 0 };
        }

        if (write.KeyField is { } field && store.KeyField != field)
        {
            store = Index(table, store, field);
        }

        foreach (var record in records)
        {
            store = Put(table, store, write.Mode, record.Key ?? Key(record.Json, store.KeyField), record.Json);
        }

        table.Save(store);
        var receipt = new RecordReceipt(store.Name, records.Count, store.Total);
        table.AddReceipt(write.IdempotencyKey, receipt);
        return receipt;
    }

    private static RecordStoreState Put(RecordTable table, RecordStoreState store, RecordWriteMode mode, string? key, string json)
    {
        var same = mode == RecordWriteMode.Upsert ? table.FindKey(store.Name, key!) : [];
        if (same.Count == 0)
        {
            table.Add(store.Name, store.LastPosition + 1, key, json);
            return store with { LastPosition = store.LastPosition + 1, Total = store.Total + 1 };
        }

        table.Replace(store.Name, same[0], key, json);
        foreach (var position in same.Skip(1))
        {
            table.Remove(store.Name, position);
        }

        return store with { Total = store.Total - (same.Count - 1) };
    }

    /// <summary>A store is indexed by one field; another one is a new index over all of its records.</summary>
    private static RecordStoreState Index(RecordTable table, RecordStoreState store, string field)
    {
        foreach (var record in table.Read(store.Name))
        {
            table.Replace(store.Name, record.Position, Key(record.Json, field), record.Json);
        }

        return store with { KeyField = field };
    }

    private static string? Key(string json, string? field) => field is null ? null : KeyOf((JsonObject)JsonNode.Parse(json)!, field);

    private static string? KeyOf(JsonObject record, string field) => record.TryGetPropertyValue(field, out var value) ? value?.ToJsonString(Wire.Options) ?? "null" : null;

    private static List<JsonObject> Parse(IReadOnlyList<StoredRecord> records) => [.. records.Select(record => (JsonObject)JsonNode.Parse(record.Json)!)];
}
