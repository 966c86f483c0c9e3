using MissionControl.Embedded.Hub;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteRuns(SqliteSession session) : RunTable
{
    private const int MostKept = 4096;

    private const string Columns = "run_id, mission_id, execution_id, status, definition_hash, input_hashes, data_directory, requested_by, created_at, "
        + "completed_at, progress, result, error, start_key, start_request";

    // The writer changes a run several times within seconds: what it wrote last needs no reading. Readers write nothing and keep nothing.
    private readonly Dictionary<string, RunRecord> _written = new(StringComparer.Ordinal);

    public override RunRecord? Find(string runId)
    {
        if (_written.TryGetValue(runId, out var written))
        {
            return written;
        }

        var find = session[$"SELECT {Columns} FROM runs WHERE run_id = ?1"].Bind(1, runId);
        var run = find.Step() ? Read(find) : null;
        find.Reset();
        return run;
    }

    public override RunRecord? FindStart(string startKey)
    {
        var find = session[$"SELECT {Columns} FROM runs WHERE start_key = ?1"].Bind(1, startKey);
        var run = find.Step() ? Read(find) : null;
        find.Reset();
        return run;
    }

    // A page begins after a place, and the index on the time leads to it.
    public override IReadOnlyList<RunRecord> List(RunQuery query)
    {
        var conditions = (query.Status, query.MissionId) switch
        {
            (null, null) => "?1 IS NULL AND ?2 IS NULL",
            (_, null) => "status = ?1 AND ?2 IS NULL",
            (null, _) => "?1 IS NULL AND mission_id = ?2",
            _ => "status = ?1 AND mission_id = ?2",
        };
        var list = session[$"""
            SELECT {Columns} FROM runs
            WHERE {conditions} AND created_at >= ?4 AND created_at < ?5 AND created_at <= ?6 AND (created_at < ?6 OR run_id < ?7)
            ORDER BY created_at DESC, run_id DESC LIMIT ?3
            """];
        list.Bind(1, (long?)query.Status).Bind(2, query.MissionId).Bind(3, query.Limit);
        list.Bind(4, query.From?.UtcTicks ?? 0).Bind(5, query.Before?.UtcTicks ?? long.MaxValue);
        list.Bind(6, query.After?.CreatedAt.UtcTicks ?? long.MaxValue).Bind(7, query.After?.RunId ?? "");
        var runs = new List<RunRecord>();
        while (list.Step())
        {
            runs.Add(Read(list));
        }

        return runs;
    }

    // No run ended before it was created: the bound lets the index end the search.
    public override IReadOnlyList<EndedRun> ListEnded(RunStatus status, DateTimeOffset before, EndedRun? after, int limit)
    {
        var list = session["""
            SELECT run_id, created_at FROM runs
            WHERE status = ?1 AND created_at >= ?3 AND created_at <= ?2 AND completed_at <= ?2 AND (created_at > ?3 OR run_id > ?4)
            ORDER BY created_at, run_id LIMIT ?5
            """];
        list.Bind(1, (long)status).Bind(2, before).Bind(3, after?.CreatedAt.UtcTicks ?? 0).Bind(4, after?.RunId ?? "").Bind(5, limit);
        var runs = new List<EndedRun>();
        while (list.Step())
        {
            runs.Add(new EndedRun(list.Text(0), list.Time(1)));
        }

        return runs;
    }

    public override void Insert(RunRecord run)
    {
        var insert = session[$"INSERT INTO runs({Columns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"];
        insert.Bind(2, run.MissionId).Bind(5, run.DefinitionHash).Bind(6, Wire.Serialize(run.InputHashes));
        insert.Bind(7, run.DataDirectory).Bind(8, run.RequestedBy).Bind(9, run.CreatedAt).Bind(14, run.Start?.Key).Bind(15, run.Start?.RequestHash);
        BindChanging(insert, run, null).Run();
        Keep(run);
    }

    public override void Update(RunRecord run, string? result)
    {
        BindChanging(
            session["UPDATE runs SET execution_id = ?3, status = ?4, completed_at = ?10, progress = ?11, result = ?12, error = ?13 WHERE run_id = ?1"],
            run,
            result).Run();
        Keep(run);
    }

    public override void Delete(string runId)
    {
        session["DELETE FROM runs WHERE run_id = ?1"].Bind(1, runId).Run();
        _written.Remove(runId);
    }

    /// <summary>What was written is not on disk.</summary>
    public void RollBack() => _written.Clear();

    private void Keep(RunRecord run)
    {
        if (run.IsFinal)
        {
            _written.Remove(run.RunId);
            return;
        }

        if (_written.Count >= MostKept)
        {
            _written.Clear();
        }

        _written[run.RunId] = run;
    }

    private static Statement BindChanging(Statement statement, RunRecord run, string? result) => statement
        .Bind(1, run.RunId)
        .Bind(3, run.ExecutionId)
        .Bind(4, (long)run.Status)
        .Bind(10, run.CompletedAt)
        .Bind(11, run.Progress is null ? null : Wire.Serialize(run.Progress))
        .Bind(12, result ?? (run.Result is null ? null : Wire.Serialize(run.Result)))
        .Bind(13, run.Error);

    private static RunRecord Read(Statement row) => new(
        row.Text(0),
        row.Text(1),
        row.Text(2),
        (RunStatus)row.Int64(3),
        row.Text(4),
        Wire.Deserialize<Dictionary<string, string>>(row.Text(5))!,
        row.NullableText(6),
        row.NullableText(7),
        row.Time(8))
    {
        CompletedAt = row.NullableTime(9),
        Progress = row.IsNull(10) ? null : Wire.Deserialize<RunProgress>(row.Text(10)),
        Result = row.IsNull(11) ? null : Wire.Deserialize<RunResult>(row.Text(11)),
        Error = row.NullableText(12),
        Start = row.IsNull(13) ? null : new StartKey(row.Text(13), row.Text(14)),
    };
}
