using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqlitePortfolio(SqliteSession session) : PortfolioTable
{
    public override PortfolioSnapshot? FindSnapshot(DateOnly date) =>
        ReadAll<PortfolioSnapshot>(session["SELECT record FROM portfolio_snapshots WHERE day = ?1"].Bind(1, date.DayNumber)).FirstOrDefault();

    public override IReadOnlyList<PortfolioSnapshot> ListSnapshots(DateOnly? until, int limit) => ReadAll<PortfolioSnapshot>(
        session["SELECT record FROM portfolio_snapshots WHERE day <= ?1 ORDER BY day DESC LIMIT ?2"].Bind(1, (until ?? DateOnly.MaxValue).DayNumber).Bind(2, limit));

    public override void Put(PortfolioSnapshot snapshot) =>
        session["INSERT OR REPLACE INTO portfolio_snapshots(day, record) VALUES(?1, ?2)"]
            .Bind(1, snapshot.SnapshotDate.DayNumber).Bind(2, Wire.SerializeToUtf8Bytes(snapshot)).Run();

    public override DailyRiskRollup? FindRollup(DateOnly date) =>
        ReadAll<DailyRiskRollup>(session["SELECT record FROM risk_rollups WHERE day = ?1"].Bind(1, date.DayNumber)).FirstOrDefault();

    public override IReadOnlyList<DailyRiskRollup> ListRollups(int limit) =>
        ReadAll<DailyRiskRollup>(session["SELECT record FROM risk_rollups ORDER BY day DESC LIMIT ?1"].Bind(1, limit));

    public override void Put(DailyRiskRollup rollup) =>
        session["INSERT OR REPLACE INTO risk_rollups(day, record) VALUES(?1, ?2)"].Bind(1, rollup.RollupDate.DayNumber).Bind(2, Wire.SerializeToUtf8Bytes(rollup)).Run();

    public override IReadOnlyList<ExecutiveTrigger> ListTriggers() => ReadAll<ExecutiveTrigger>(session["SELECT record FROM active_triggers ORDER BY trigger_type"]);

    public override void PutTriggers(IReadOnlyList<ExecutiveTrigger> active)
    {
        session["DELETE FROM active_triggers"].Run();
        foreach (var trigger in active)
        {
            session["INSERT INTO active_triggers(trigger_type, record) VALUES(?1, ?2)"].Bind(1, trigger.TriggerType).Bind(2, Wire.SerializeToUtf8Bytes(trigger)).Run();
        }
    }

    public override IReadOnlyList<ExecutiveTrigger> ListHistory(int limit) =>
        ReadAll<ExecutiveTrigger>(session["SELECT record FROM trigger_history ORDER BY fired_at DESC, trigger_type LIMIT ?1"].Bind(1, limit));

    public override void PutHistory(ExecutiveTrigger trigger) =>
        session["INSERT OR REPLACE INTO trigger_history(fired_at, trigger_type, record) VALUES(?1, ?2, ?3)"]
            .Bind(1, trigger.FiredAt).Bind(2, trigger.TriggerType).Bind(3, Wire.SerializeToUtf8Bytes(trigger)).Run();

    public override DateTimeOffset? FindTick(string schedule)
    {
        var find = session["SELECT at FROM ticks WHERE schedule = ?1"].Bind(1, schedule);
        DateTimeOffset? at = find.Step() ? find.Time(0) : null;
        find.Reset();
        return at;
    }

    public override void PutTick(string schedule, DateTimeOffset at) =>
        session["INSERT OR REPLACE INTO ticks(schedule, at) VALUES(?1, ?2)"].Bind(1, schedule).Bind(2, at).Run();

    public override string? FindFilesVersion()
    {
        var find = session["SELECT version FROM imports"];
        var version = find.Step() ? find.Text(0) : null;
        find.Reset();
        return version;
    }

    public override ImportedFiles? ReadFiles()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var list = session["SELECT name, body FROM imported_files"];
        while (list.Step())
        {
            files.Add(list.Text(0), list.Bytes(1).ToArray());
        }

        var find = session["SELECT version, imported_at FROM imports"];
        var found = find.Step() ? new ImportedFiles(find.Text(0), find.Time(1), files) : null;
        find.Reset();
        return found;
    }

    public override void Put(ImportedFiles files)
    {
        session["DELETE FROM imports"].Run();
        session["DELETE FROM imported_files"].Run();
        session["INSERT INTO imports(version, imported_at) VALUES(?1, ?2)"].Bind(1, files.Version).Bind(2, files.ImportedAt).Run();
        foreach (var (name, body) in files.Files)
        {
            session["INSERT INTO imported_files(name, body) VALUES(?1, ?2)"].Bind(1, name).Bind(2, body.AsSpan()).Run();
        }
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
