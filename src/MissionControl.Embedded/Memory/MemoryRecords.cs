using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryRecords : RecordTable
{
    private readonly Dictionary<string, RecordStoreState> _stores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<long, (string? Key, string Json)>> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Store, string Key), RecordReceipt> _receipts = [];

    public override RecordReceipt? FindReceipt(string storeName, string idempotencyKey) => _receipts.GetValueOrDefault((storeName, idempotencyKey));

    public override void AddReceipt(string idempotencyKey, RecordReceipt receipt) => _receipts.Add((receipt.StoreName, idempotencyKey), receipt);

    public override RecordStoreState? Find(string storeName) => _stores.GetValueOrDefault(storeName);

    public override void Save(RecordStoreState store) => _stores[store.Name] = store;

    public override void Clear(string storeName) => _records.Remove(storeName);

    public override void Add(string storeName, long position, string? key, string record) => Of(storeName)[position] = (key, record);

    public override void Replace(string storeName, long position, string? key, string record) => Of(storeName)[position] = (key, record);

    public override void Remove(string storeName, long position) => Of(storeName).Remove(position);

    public override IReadOnlyList<long> FindKey(string storeName, string key) =>
        [.. Of(storeName).Where(record => record.Value.Key == key).Select(record => record.Key)];

    public override IReadOnlyList<StoredRecord> Read(string storeName) =>
        [.. Of(storeName).Select(record => new StoredRecord(record.Key, record.Value.Json))];

    private SortedDictionary<long, (string? Key, string Json)> Of(string storeName)
    {
        if (!_records.TryGetValue(storeName, out var records))
        {
            _records.Add(storeName, records = []);
        }

        return records;
    }
}
