using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteBodies(SqliteSession session) : BodyTable
{
    public override void PutAsset(string runId, string sha256, ReadOnlyMemory<byte> body) =>
        session["INSERT INTO assets(run_id, sha256, body) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"].Bind(1, runId).Bind(2, sha256).Bind(3, body.Span).Run();

    public override byte[]? FindAsset(string runId, string sha256) =>
        Body(session["SELECT body FROM assets WHERE run_id = ?1 AND sha256 = ?2"].Bind(1, runId).Bind(2, sha256));

    public override void PutDefinition(string sha256, byte[] body) =>
        session["INSERT INTO definitions(sha256, body) VALUES(?1, ?2) ON CONFLICT DO NOTHING"].Bind(1, sha256).Bind(2, body).Run();

    public override byte[]? FindDefinition(string sha256) => Body(session["SELECT body FROM definitions WHERE sha256 = ?1"].Bind(1, sha256));

    public override void DeleteRun(string runId, string definitionHash)
    {
        session["DELETE FROM assets WHERE run_id = ?1"].Bind(1, runId).Run();
        session["DELETE FROM definitions WHERE sha256 = ?2 AND NOT EXISTS (SELECT 1 FROM runs WHERE definition_hash = ?2 AND run_id <> ?1)"]
            .Bind(1, runId).Bind(2, definitionHash).Run();
    }

    private static byte[]? Body(Statement find)
    {
        var body = find.Step() ? find.Bytes(0).ToArray() : null;
        find.Reset();
        return body;
    }
}

internal sealed class SqliteClaims(SqliteSession session) : ClaimTable
{
    public override bool TryAdd(string runId, string key)
    {
        var find = session["SELECT 1 FROM claims WHERE run_id = ?1 AND key = ?2"].Bind(1, runId).Bind(2, key);
        var exists = find.Step();
        find.Reset();
        if (!exists)
        {
            session["INSERT INTO claims(run_id, key) VALUES(?1, ?2)"].Bind(1, runId).Bind(2, key).Run();
        }

        return !exists;
    }

    public override void DeleteRun(string runId) => session["DELETE FROM claims WHERE run_id = ?1"].Bind(1, runId).Run();
}
