using MissionControl.Embedded.Hub;
using MissionControl.Notifications;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Simulation.Disk;

/// <summary>Telemetry crosses the disk as JSON, as run records do.</summary>
internal sealed class LoggedTelemetry(TelemetryTable inner, Action<Action<HubTables>> write) : TelemetryTable
{
    public override MissionRun? FindRun(string runId) => inner.FindRun(runId);

    public override TaskLog? FindLog(string runId, string taskId, int round) => inner.FindLog(runId, taskId, round);

    public override bool TryAdd(MissionRun run)
    {
        var kept = Kept.Of(run);
        return Once.Of(write, tables => tables.Telemetry.TryAdd(kept));
    }

    public override void Replace(MissionRun before, MissionRun run)
    {
        var kept = Kept.Of(run);
        write(tables => tables.Telemetry.Replace(before, kept));
    }

    public override bool TryAdd(TaskLog log)
    {
        var kept = Kept.Of(log);
        return Once.Of(write, tables => tables.Telemetry.TryAdd(kept));
    }

    public override void Replace(TaskLog before, TaskLog log)
    {
        var kept = Kept.Of(log);
        write(tables => tables.Telemetry.Replace(before, kept));
    }

    public override void Add(Intervention intervention)
    {
        var kept = Kept.Of(intervention);
        write(tables => tables.Telemetry.Add(kept));
    }

    public override TelemetryBatch Read(TelemetryQuery query) => inner.Read(query);

    public override IReadOnlyList<MissionRun> ListActive() => inner.ListActive();

    public override PortfolioCounts Count(DateTimeOffset asOf) => inner.Count(asOf);

    public override IReadOnlyDictionary<string, AgentTally> TallyAgents() => inner.TallyAgents();

    public override void Assign(HopAssignment assignment) => write(tables => tables.Telemetry.Assign(assignment));

    public override void Release(string runId, string? taskId) => write(tables => tables.Telemetry.Release(runId, taskId));

    public override IReadOnlyDictionary<string, int> CountAssigned() => inner.CountAssigned();
}

internal sealed class LoggedRisks(RiskTable inner, Action<Action<HubTables>> write) : RiskTable
{
    public override RiskEvent? Find(string eventId) => inner.Find(eventId);

    public override void Put(RiskEvent? before, RiskEvent risk)
    {
        var kept = Kept.Of(risk);
        write(tables => tables.Risks.Put(before, kept));
    }

    public override IReadOnlyList<RiskEvent> ListKnown(string? missionId, string? runId) => inner.ListKnown(missionId, runId);

    public override IReadOnlyList<RiskEvent> List(RiskQuery query, RiskPlace? after, int limit) => inner.List(query, after, limit);

    public override IReadOnlyList<RiskEvent> ListOpen() => inner.ListOpen();

    public override RiskRollup Count() => inner.Count();

    public override bool IsFlagged(string runId) => inner.IsFlagged(runId);
}

internal sealed class LoggedPortfolio(PortfolioTable inner, Action<Action<HubTables>> write) : PortfolioTable
{
    public override PortfolioSnapshot? FindSnapshot(DateOnly date) => inner.FindSnapshot(date);

    public override IReadOnlyList<PortfolioSnapshot> ListSnapshots(DateOnly? until, int limit) => inner.ListSnapshots(until, limit);

    public override void Put(PortfolioSnapshot snapshot)
    {
        var kept = Kept.Of(snapshot);
        write(tables => tables.Portfolio.Put(kept));
    }

    public override DailyRiskRollup? FindRollup(DateOnly date) => inner.FindRollup(date);

    public override IReadOnlyList<DailyRiskRollup> ListRollups(int limit) => inner.ListRollups(limit);

    public override void Put(DailyRiskRollup rollup)
    {
        var kept = Kept.Of(rollup);
        write(tables => tables.Portfolio.Put(kept));
    }

    public override IReadOnlyList<ExecutiveTrigger> ListTriggers() => inner.ListTriggers();

    public override void PutTriggers(IReadOnlyList<ExecutiveTrigger> active)
    {
        var kept = Kept.Of(active);
        write(tables => tables.Portfolio.PutTriggers(kept));
    }

    public override IReadOnlyList<ExecutiveTrigger> ListHistory(int limit) => inner.ListHistory(limit);

    public override void PutHistory(ExecutiveTrigger trigger)
    {
        var kept = Kept.Of(trigger);
        write(tables => tables.Portfolio.PutHistory(kept));
    }

    public override DateTimeOffset? FindTick(string schedule) => inner.FindTick(schedule);

    public override void PutTick(string schedule, DateTimeOffset at) => write(tables => tables.Portfolio.PutTick(schedule, at));

    public override string? FindFilesVersion() => inner.FindFilesVersion();

    public override ImportedFiles? ReadFiles() => inner.ReadFiles();

    public override void Put(ImportedFiles files) => write(tables => tables.Portfolio.Put(files));
}

internal sealed class LoggedNotices(NoticeTable inner, Action<Action<HubTables>> write) : NoticeTable
{
    public override void Add(Notification notice)
    {
        var kept = Kept.Of(notice);
        write(tables => tables.Notices.Add(kept));
    }

    public override IReadOnlyList<Notification> List(int limit) => inner.List(limit);

    public override void Remove(string notificationId) => write(tables => tables.Notices.Remove(notificationId));
}

/// <summary>A record as it is when it comes back from a disk.</summary>
internal static class Kept
{
    public static T Of<T>(T record) => Wire.Deserialize<T>(Wire.Serialize(record))!;
}
