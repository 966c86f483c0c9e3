using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteRecords(SqliteSession session) : RecordTable
{
    public override RecordReceipt? FindReceipt(string storeName, string idempotencyKey)
    {
        var find = session["SELECT written, total FROM record_receipts WHERE store = ?1 AND idempotency_key = ?2"].Bind(1, storeName).Bind(2, idempotencyKey);
        var receipt = find.Step() ? new RecordReceipt(storeName, (int)find.Int64(0), (int)find.Int64(1)) : null;
        find.Reset();
        return receipt;
    }

    public override void AddReceipt(string idempotencyKey, RecordReceipt receipt) =>
        session["INSERT INTO record_receipts(store, idempotency_key, written, total) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, receipt.StoreName).Bind(2, idempotencyKey).Bind(3, receipt.Written).Bind(4, receipt.Total).Run();

    public override RecordStoreState? Find(string storeName)
    {
        var find = session["SELECT key_field, last_position, total FROM record_stores WHERE name = ?1"].Bind(1, storeName);
        var state = find.Step() ? new RecordStoreState(storeName, find.NullableText(0), find.Int64(1), (int)find.Int64(2)) : null;
        find.Reset();
        return state;
    }

    public override void Save(RecordStoreState store) =>
        session["INSERT OR REPLACE INTO record_stores(name, key_field, last_position, total) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, store.Name).Bind(2, store.KeyField).Bind(3, store.LastPosition).Bind(4, store.Total).Run();

    public override void Clear(string storeName) => session["DELETE FROM records WHERE store = ?1"].Bind(1, storeName).Run();

    public override void Add(string storeName, long position, string? key, string record) =>
        session["INSERT INTO records(store, position, key, record) VALUES(?1, ?2, ?3, ?4)"]
            .Bind(1, storeName).Bind(2, position).Bind(3, key).Bind(4, record).Run();

    public override void Replace(string storeName, long position, string? key, string record) =>
        session["UPDATE records SET key = ?3, record = ?4 WHERE store = ?1 AND position = ?2"]
            .Bind(1, storeName).Bind(2, position).Bind(3, key).Bind(4, record).Run();

    public override void Remove(string storeName, long position) =>
        session["DELETE FROM records WHERE store = ?1 AND position = ?2"].Bind(1, storeName).Bind(2, position).Run();

    public override IReadOnlyList<long> FindKey(string storeName, string key)
    {
        var positions = new List<long>();
        var find = session["SELECT position FROM records WHERE store = ?1 AND key = ?2 ORDER BY position"].Bind(1, storeName).Bind(2, key);
        while (find.Step())
        {
            positions.Add(find.Int64(0));
        }

        return positions;
    }

    public override IReadOnlyList<StoredRecord> Read(string storeName)
    {
        var records = new List<StoredRecord>();
        var read = session["SELECT position, record FROM records WHERE store = ?1 ORDER BY position"].Bind(1, storeName);
        while (read.Step())
        {
            records.Add(new StoredRecord(read.Int64(0), read.Text(1)));
        }

        return records;
    }
}
