using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Reads the records of a query by the index that leads to them: a run's own, a mission's by their time, else every mission's by their time.</summary>
internal sealed class TelemetryReading(SqliteSession session, TelemetryQuery query)
{
    private const string InterventionColumns = "key, at, kind, run_id, mission_id, task_id, count";

    public TelemetryBatch Read() => new()
    {
        Runs = Read("telemetry_runs", "counted_at", "record", orActive: true, Record<MissionRun>),
        TaskLogs = Read("task_logs", "ended_at", "record", orActive: false, Record<TaskLog>),
        Interventions = Read("interventions", "at", InterventionColumns, orActive: false, Intervention),
    };

    public static List<T> ReadAll<T>(Statement list) => ReadAll(list, Record<T>);

    private List<T> Read<T>(string table, string time, string columns, bool orActive, Func<Statement, T> read)
    {
        if (query.RunId is { } run)
        {
            var ofRun = session[$"""
                SELECT {columns} FROM {table}
                WHERE run_id = ?1 AND (?2 IS NULL OR mission_id = ?2) AND (?3 IS NULL OR {time} >= ?3{(orActive ? $" OR {time} IS NULL" : "")})
                """];
            return ReadAll(ofRun.Bind(1, run).Bind(2, query.MissionId).Bind(3, query.Since), read);
        }

        if (query is { MissionId: null, Since: null })
        {
            return ReadAll(session[$"SELECT {columns} FROM {table}"], read);
        }

        var since = query.Since ?? DateTimeOffset.MinValue;
        var records = new List<T>();
        foreach (var mission in query.MissionId is { } only ? [only] : Missions(session, table))
        {
            records.AddRange(ReadAll(session[$"SELECT {columns} FROM {table} WHERE mission_id = ?1 AND {time} >= ?2"].Bind(1, mission).Bind(2, since), read));
            if (orActive || query.Since is null)
            {
                records.AddRange(ReadAll(session[$"SELECT {columns} FROM {table} WHERE mission_id = ?1 AND {time} IS NULL"].Bind(1, mission), read));
            }
        }

        return records;
    }

    /// <summary>Each found by a seek behind the one before.</summary>
    public static List<string> Missions(SqliteSession session, string table) => ReadAll(
        session[$"""
            WITH RECURSIVE mission(id) AS (
              SELECT min(mission_id) FROM {table}
              UNION ALL SELECT (SELECT min(mission_id) FROM {table} WHERE mission_id > mission.id) FROM mission WHERE mission.id IS NOT NULL)
            SELECT id FROM mission WHERE id IS NOT NULL
            """],
        row => row.Text(0));

    private static List<T> ReadAll<T>(Statement list, Func<Statement, T> read)
    {
        var records = new List<T>();
        while (list.Step())
        {
            records.Add(read(list));
        }

        return records;
    }

    private static T Record<T>(Statement row) => Wire.Deserialize<T>(row.Bytes(0))!;

    private static Intervention Intervention(Statement row) => new(row.Text(0), row.Time(1), (InterventionKind)row.Int64(2), row.Text(3), row.Text(4))
    {
        TaskId = row.NullableText(5),
        Count = (int)row.Int64(6),
    };
}
