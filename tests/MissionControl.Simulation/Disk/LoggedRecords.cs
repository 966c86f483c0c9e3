using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Simulation.Disk;

internal sealed class LoggedRecords(RecordTable inner, Action<Action<HubTables>> write) : RecordTable
{
    public override RecordReceipt? FindReceipt(string storeName, string idempotencyKey) => inner.FindReceipt(storeName, idempotencyKey);

    public override void AddReceipt(string idempotencyKey, RecordReceipt receipt) => write(tables => tables.Records.AddReceipt(idempotencyKey, receipt));

    public override RecordStoreState? Find(string storeName) => inner.Find(storeName);

    public override void Save(RecordStoreState store) => write(tables => tables.Records.Save(store));

    public override void Clear(string storeName) => write(tables => tables.Records.Clear(storeName));

    public override void Add(string storeName, long position, string? key, string record) =>
        write(tables => tables.Records.Add(storeName, position, key, record));

    public override void Replace(string storeName, long position, string? key, string record) =>
        write(tables => tables.Records.Replace(storeName, position, key, record));

    public override void Remove(string storeName, long position) => write(tables => tables.Records.Remove(storeName, position));

    public override IReadOnlyList<long> FindKey(string storeName, string key) => inner.FindKey(storeName, key);

    public override IReadOnlyList<StoredRecord> Read(string storeName) => inner.Read(storeName);
}
