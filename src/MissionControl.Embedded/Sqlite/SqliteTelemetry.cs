using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteTelemetry(SqliteSession session) : TelemetryTable
{
    public override MissionRun? FindRun(string runId) =>
        ReadAll<MissionRun>(session["SELECT record FROM telemetry_runs WHERE run_id = ?1"].Bind(1, runId)).FirstOrDefault();

    public override TaskLog? FindLog(string runId, string taskId, int round) =>
        ReadAll<TaskLog>(session["SELECT record FROM task_logs WHERE run_id = ?1 AND task_id = ?2 AND round = ?3"].Bind(1, runId).Bind(2, taskId).Bind(3, (long)round))
            .FirstOrDefault();

    public override bool TryAdd(MissionRun run)
    {
        Bind(session["INSERT OR IGNORE INTO telemetry_runs(run_id, mission_id, started_at, counted_at, completed, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"], run).Run();
        return session.Changes > 0;
    }

    public override void Replace(MissionRun before, MissionRun run) => Bind(
        session["UPDATE telemetry_runs SET mission_id = ?2, started_at = ?3, counted_at = ?4, completed = ?5, record = ?6 WHERE run_id = ?1"],
        run).Run();

    public override bool TryAdd(TaskLog log)
    {
        Bind(session["INSERT OR IGNORE INTO task_logs(run_id, task_id, round, mission_id, own_agent_id, ended_at, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"], log).Run();
        return session.Changes > 0;
    }

    public override void Replace(TaskLog before, TaskLog log) => Bind(
        session["UPDATE task_logs SET mission_id = ?4, own_agent_id = ?5, ended_at = ?6, record = ?7 WHERE run_id = ?1 AND task_id = ?2 AND round = ?3"],
        log).Run();

    public override void Add(Intervention one) =>
        session["INSERT OR IGNORE INTO interventions(key, at, kind, run_id, mission_id, task_id, count) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, one.Key).Bind(2, one.At).Bind(3, (long)one.Kind).Bind(4, one.RunId).Bind(5, one.MissionId).Bind(6, one.TaskId).Bind(7, (long)one.Count).Run();

    public override TelemetryBatch Read(TelemetryQuery query) => new()
    {
        Runs = [.. ReadAll<MissionRun>(session["SELECT record FROM telemetry_runs"]).Where(run => Fits(query, run.RunId, run.MissionId) && (query.Since is null || run.IsActive || run.CountedAt >= query.Since))],
        TaskLogs = [.. ReadAll<TaskLog>(session["SELECT record FROM task_logs"]).Where(log => Fits(query, log.RunId, log.MissionId) && (query.Since is null || log.EndedAt >= query.Since))],
        Interventions = [.. ReadInterventions().Where(one => Fits(query, one.RunId, one.MissionId) && (query.Since is null || one.At >= query.Since))],
    };

    public override IReadOnlyList<MissionRun> ListActive() => ReadAll<MissionRun>(session["SELECT record FROM telemetry_runs WHERE counted_at IS NULL"]);

    public override PortfolioCounts Count(DateTimeOffset asOf) => PortfolioCounts.Of(Read(new TelemetryQuery()), asOf);

    public override IReadOnlyDictionary<string, AgentTally> TallyAgents() => AgentStatistics.TallyOwn(Read(new TelemetryQuery()).TaskLogs);

    public override void Assign(HopAssignment assignment) =>
        session["INSERT OR REPLACE INTO hop_assignments(run_id, task_id, agent_id) VALUES(?1, ?2, ?3)"]
            .Bind(1, assignment.RunId).Bind(2, assignment.TaskId).Bind(3, assignment.AgentId).Run();

    public override void Release(string runId, string? taskId)
    {
        if (taskId is null)
        {
            session["DELETE FROM hop_assignments WHERE run_id = ?1"].Bind(1, runId).Run();
        }
        else
        {
            session["DELETE FROM hop_assignments WHERE run_id = ?1 AND task_id = ?2"].Bind(1, runId).Bind(2, taskId).Run();
        }
    }

    public override IReadOnlyDictionary<string, int> CountAssigned()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var list = session["SELECT agent_id, count(*) FROM hop_assignments GROUP BY agent_id"];
        while (list.Step())
        {
            counts.Add(list.Text(0), (int)list.Int64(1));
        }

        return counts;
    }

    private static bool Fits(TelemetryQuery query, string runId, string missionId) => (query.RunId ?? runId) == runId && (query.MissionId ?? missionId) == missionId;

    private static Statement Bind(Statement statement, MissionRun run) => statement
        .Bind(1, run.RunId).Bind(2, run.MissionId).Bind(3, run.StartTime).Bind(4, run.IsActive ? null : run.CountedAt)
        .Bind(5, run.IsCompleted ? 1 : 0).Bind(6, Wire.SerializeToUtf8Bytes(run));

    private static Statement Bind(Statement statement, TaskLog log) => statement
        .Bind(1, log.RunId).Bind(2, log.TaskId).Bind(3, (long)log.Round).Bind(4, log.MissionId)
        .Bind(5, log.Origin == TelemetryOrigin.Own ? log.AgentId : null).Bind(6, log.EndedAt).Bind(7, Wire.SerializeToUtf8Bytes(log));

    private List<Intervention> ReadInterventions()
    {
        var interventions = new List<Intervention>();
        var list = session["SELECT key, at, kind, run_id, mission_id, task_id, count FROM interventions"];
        while (list.Step())
        {
            interventions.Add(new Intervention(list.Text(0), list.Time(1), (InterventionKind)list.Int64(2), list.Text(3), list.Text(4))
            {
                TaskId = list.NullableText(5),
                Count = (int)list.Int64(6),
            });
        }

        return interventions;
    }

    private static List<T> ReadAll<T>(Statement list)
    {
        var records = new List<T>();
        while (list.Step())
        {
            records.Add(Wire.Deserialize<T>(list.Bytes(0))!);
        }

        return records;
    }
}
