using MissionControl.Embedded.Hub;
using MissionControl.Missions;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteEvents(SqliteSession session) : EventTable
{
    public override void Add(RunEvent happened) =>
        session["INSERT INTO run_events(run_id, event) VALUES(?1, ?2)"].Bind(1, happened.RunId).Bind(2, Wire.SerializeToUtf8Bytes(happened)).Run();

    public override IReadOnlyList<RunEvent> Read(string? runId, long after, int limit)
    {
        var list = runId is null
            ? session["SELECT sequence, event FROM run_events WHERE sequence > ?1 ORDER BY sequence LIMIT ?2"]
            : session["SELECT sequence, event FROM run_events WHERE run_id = ?3 AND sequence > ?1 ORDER BY sequence LIMIT ?2"].Bind(3, runId);
        list.Bind(1, after).Bind(2, limit);
        var events = new List<RunEvent>();
        while (list.Step())
        {
            events.Add(Wire.Deserialize<RunEvent>(list.Bytes(1))! with { Sequence = list.Int64(0) });
        }

        return events;
    }

    public override long Last() => session.Number("SELECT seq FROM sqlite_sequence WHERE name = 'run_events'");

    public override void DeleteRun(string runId) => session["DELETE FROM run_events WHERE run_id = ?1"].Bind(1, runId).Run();
}
