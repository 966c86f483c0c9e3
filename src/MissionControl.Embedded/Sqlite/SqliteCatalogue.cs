using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteCatalogue(SqliteSession session) : CatalogueTable
{
    private const string Columns = "mission_id, number, sha256, name, saved_at, saved_by";

    public override IReadOnlyList<MissionVersion> List(string? afterId, int limit) => ReadAll(session[$"""
        SELECT {Columns} FROM missions AS newest
        WHERE mission_id > ?1 AND number = (SELECT max(number) FROM missions WHERE mission_id = newest.mission_id)
        ORDER BY mission_id LIMIT ?2
        """].Bind(1, afterId ?? "").Bind(2, limit));

    public override IReadOnlyList<MissionVersion> Versions(string missionId) =>
        ReadAll(session[$"SELECT {Columns} FROM missions WHERE mission_id = ?1 ORDER BY number DESC"].Bind(1, missionId));

    public override SavedMission? Find(string missionId, int? number)
    {
        var find = session[$"SELECT {Columns}, document FROM missions WHERE mission_id = ?1 AND (?2 IS NULL OR number = ?2) ORDER BY number DESC LIMIT 1"];
        find.Bind(1, missionId).Bind(2, (long?)number);
        var saved = find.Step() ? new SavedMission(Read(find), find.Bytes(6).ToArray()) : null;
        find.Reset();
        return saved;
    }

    public override void Insert(MissionVersion version, byte[] document) =>
        session[$"INSERT INTO missions({Columns}, document) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, version.MissionId).Bind(2, (long)version.Number).Bind(3, version.Sha256).Bind(4, version.Name).Bind(5, version.SavedAt)
            .Bind(6, version.SavedBy).Bind(7, document).Run();

    private static List<MissionVersion> ReadAll(Statement list)
    {
        var versions = new List<MissionVersion>();
        while (list.Step())
        {
            versions.Add(Read(list));
        }

        return versions;
    }

    private static MissionVersion Read(Statement row) =>
        new(row.Text(0), (int)row.Int64(1), row.Text(2), row.Text(3), row.Time(4), row.NullableText(5));
}
