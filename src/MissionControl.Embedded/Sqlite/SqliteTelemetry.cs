using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteTelemetry(SqliteSession session, TelemetryCounters counters) : TelemetryTable
{
    private const int MostKept = 4096;

    // The writer is asked for what it wrote last: the beginning of a run when its end is written, and that when the run becomes final.
    private readonly Dictionary<string, MissionRun> _written = new(StringComparer.Ordinal);

    public override MissionRun? FindRun(string runId) => _written.TryGetValue(runId, out var written)
        ? written
        : TelemetryReading.ReadAll<MissionRun>(session["SELECT record FROM telemetry_runs WHERE run_id = ?1"].Bind(1, runId)).FirstOrDefault();

    public override TaskLog? FindLog(string runId, string taskId, int round) => TelemetryReading.ReadAll<TaskLog>(
        session["SELECT record FROM task_logs WHERE run_id = ?1 AND task_id = ?2 AND round = ?3"].Bind(1, runId).Bind(2, taskId).Bind(3, (long)round)).FirstOrDefault();

    public override bool TryAdd(MissionRun run)
    {
        if (_written.ContainsKey(run.RunId))
        {
            return false;
        }

        Bind(session["INSERT OR IGNORE INTO telemetry_runs(run_id, mission_id, started_at, counted_at, completed, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"], run).Run();
        if (session.Changes == 0)
        {
            return false;
        }

        Keep(run);
        counters.Count(run, 1);
        return true;
    }

    public override void Replace(MissionRun before, MissionRun run)
    {
        Bind(session["UPDATE telemetry_runs SET mission_id = ?2, started_at = ?3, counted_at = ?4, completed = ?5, record = ?6 WHERE run_id = ?1"], run).Run();
        Keep(run);
        counters.Count(before, -1);
        counters.Count(run, 1);
    }

    public override bool TryAdd(TaskLog log)
    {
        Bind(session["INSERT OR IGNORE INTO task_logs(run_id, task_id, round, mission_id, own_agent_id, ended_at, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"], log).Run();
        if (session.Changes == 0)
        {
            return false;
        }

        counters.Count(log, 1);
        return true;
    }

    public override void Replace(TaskLog before, TaskLog log)
    {
        Bind(session["UPDATE task_logs SET mission_id = ?4, own_agent_id = ?5, ended_at = ?6, record = ?7 WHERE run_id = ?1 AND task_id = ?2 AND round = ?3"], log).Run();
        counters.Count(before, -1);
        counters.Count(log, 1);
    }

    public override void Add(Intervention one)
    {
        session["INSERT OR IGNORE INTO interventions(key, at, kind, run_id, mission_id, task_id, count) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, one.Key).Bind(2, one.At).Bind(3, (long)one.Kind).Bind(4, one.RunId).Bind(5, one.MissionId).Bind(6, one.TaskId).Bind(7, (long)one.Count).Run();
        if (session.Changes > 0)
        {
            counters.Count(one);
        }
    }

    public override TelemetryBatch Read(TelemetryQuery query) => new TelemetryReading(session, query).Read();

    public override IReadOnlyList<MissionRun> ListActive() => TelemetryReading.ReadAll<MissionRun>(session["SELECT record FROM telemetry_runs WHERE counted_at IS NULL"]);

    public override PortfolioCounts Count(DateTimeOffset asOf) => new TelemetryCounts(session).Count(asOf);

    public override IReadOnlyDictionary<string, AgentTally> TallyAgents() => new TelemetryCounts(session).TallyAgents();

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

    /// <summary>What was written is not on disk.</summary>
    public void RollBack()
    {
        _written.Clear();
        counters.RollBack();
    }

    private void Keep(MissionRun run)
    {
        if (_written.Count >= MostKept)
        {
            _written.Clear();
        }

        _written[run.RunId] = run;
    }

    private static Statement Bind(Statement statement, MissionRun run) => statement
        .Bind(1, run.RunId).Bind(2, run.MissionId).Bind(3, run.StartTime).Bind(4, run.IsActive ? null : run.CountedAt)
        .Bind(5, run.IsCompleted ? 1 : 0).Bind(6, Wire.SerializeToUtf8Bytes(run));

    private static Statement Bind(Statement statement, TaskLog log) => statement
        .Bind(1, log.RunId).Bind(2, log.TaskId).Bind(3, (long)log.Round).Bind(4, log.MissionId)
        .Bind(5, log.Origin == TelemetryOrigin.Own ? log.AgentId : null).Bind(6, log.EndedAt).Bind(7, Wire.SerializeToUtf8Bytes(log));
}
