using System.Text.Json.Nodes;
using MissionControl.Runtime;

namespace MissionControl.Testing.Stores;

/// <summary>A <see cref="RecordStore"/> that forgets everything with the process; it keeps and hands out copies.</summary>
public sealed class InMemoryRecordStore : RecordStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<JsonObject>> _stores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordReceipt> _receipts = new(StringComparer.Ordinal);

    public override Task<RecordReceipt> WriteAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_receipts.TryGetValue(write.IdempotencyKey, out var receipt))
            {
                var records = Apply(write, _stores.GetValueOrDefault(write.StoreName) ?? []);
                _stores[write.StoreName] = records;
                _receipts[write.IdempotencyKey] = receipt = new RecordReceipt(write.StoreName, write.Records.Count, records.Count);
            }

            return Task.FromResult(receipt);
        }
    }

    public override Task<IReadOnlyList<JsonObject>?> ReadAsync(string storeName, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IReadOnlyList<JsonObject>? records = _stores.GetValueOrDefault(storeName)?.Select(Copy).ToList();
            return Task.FromResult(records);
        }
    }

    private static List<JsonObject> Apply(RecordWrite write, List<JsonObject> there)
    {
        var result = write.Mode == RecordWriteMode.Replace ? [] : there.ToList();
        foreach (var record in write.Records.Select(Copy))
        {
            var place = write.Mode == RecordWriteMode.Upsert
                ? result.FindIndex(old => JsonNode.DeepEquals(old[write.KeyField!], record[write.KeyField!]))
                : -1;
            if (place >= 0)
            {
                result[place] = record;
            }
            else
            {
                result.Add(record);
            }
        }

        return result;
    }

    private static JsonObject Copy(JsonObject record) => record.DeepClone().AsObject();
}
