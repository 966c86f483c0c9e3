using MissionControl.Access;
using MissionControl.Embedded.Hub;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteKeys(SqliteSession session) : KeyTable
{
    private const int TidyEvery = 100;

    public override ApiKey? Find(string keyId)
    {
        var find = session["SELECT key FROM api_keys WHERE key_id = ?1"].Bind(1, keyId);
        var key = find.Step() ? Wire.Deserialize<ApiKey>(find.Text(0)) : null;
        find.Reset();
        return key;
    }

    public override IReadOnlyList<ApiKey> List()
    {
        var list = session["SELECT key FROM api_keys ORDER BY created_at, key_id"];
        var keys = new List<ApiKey>();
        while (list.Step())
        {
            keys.Add(Wire.Deserialize<ApiKey>(list.Text(0))!);
        }

        return keys;
    }

    public override void Save(ApiKey key) =>
        session["INSERT INTO api_keys(key_id, created_at, key) VALUES(?1, ?2, ?3) ON CONFLICT(key_id) DO UPDATE SET key = excluded.key"]
            .Bind(1, key.KeyId).Bind(2, key.CreatedAt).Bind(3, Wire.Serialize(key)).Run();

    public override void Refused(AccessRefusal refusal)
    {
        session["""
            INSERT INTO access_refusals(at, minute, kind, key_id, address, method, path, count) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)
            ON CONFLICT(minute, kind, key_id, address) DO UPDATE SET count = count + 1
            """].Bind(1, refusal.At).Bind(2, Minute(refusal)).Bind(3, refusal.Kind).Bind(4, refusal.KeyId ?? "").Bind(5, refusal.Address ?? "")
            .Bind(6, refusal.Method).Bind(7, refusal.Path).Run();
        if (session.Number("SELECT max(id) FROM access_refusals") is var last && last % TidyEvery == 0)
        {
            session["DELETE FROM access_refusals WHERE id <= ?1"].Bind(1, last - ApiKeyStore.MostRefusals).Run();
        }
    }

    public override IReadOnlyList<AccessRefusal> Refusals(int limit)
    {
        var list = session["SELECT at, kind, key_id, address, method, path, count FROM access_refusals ORDER BY id DESC LIMIT ?1"].Bind(1, limit);
        var refusals = new List<AccessRefusal>();
        while (list.Step())
        {
            refusals.Add(new AccessRefusal(list.Time(0), list.Text(1), Given(list.Text(2)), Given(list.Text(3)), list.Text(4), list.Text(5)) { Count = (int)list.Int64(6) });
        }

        return refusals;
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
