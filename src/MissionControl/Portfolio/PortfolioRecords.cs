using MissionControl.Agents;
using MissionControl.Reference;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Everything that a report is made from, whether it was recorded in files or written by our own runs.</summary>
public sealed record PortfolioRecords
{
    public IReadOnlyList<PortfolioMission> Missions { get; init; } = [];

    public IReadOnlyList<MissionRun> Runs { get; init; } = [];

    public IReadOnlyList<TaskLog> TaskLogs { get; init; } = [];

    public IReadOnlyList<Intervention> Interventions { get; init; } = [];

    public IReadOnlyList<RiskEvent> RiskEvents { get; init; } = [];

    public IReadOnlyList<PortfolioSnapshot> Snapshots { get; init; } = [];

    /// <summary>Agents, capabilities and baselines of their statistics, and what else files say.</summary>
    public ReferenceSet Reference { get; init; } = ReferenceSet.Empty;

    /// <summary>Triggers that a hub knows to be active; files know of none but those that their snapshots show.</summary>
    public IReadOnlyList<ExecutiveTrigger> ActiveTriggers { get; init; } = [];

    /// <summary>What all records come to, where the lists hold a part of them; null: the lists are all there is.</summary>
    public PortfolioTotals? Totals { get; init; }

    public static PortfolioRecords Of(ReferenceSet set)
    {
        var runs = set.Runs.DistinctBy(run => run.RunId).Select(RecordedTelemetry.Run).ToList();
        return new PortfolioRecords
        {
            Missions = PortfolioMission.Of(set),
            Runs = runs,
            TaskLogs = RecordedTelemetry.TaskLogs(set),
            Interventions = runs.SelectMany(Intervention.OfRecorded).ToList(),
            RiskEvents = set.RiskEvents.DistinctBy(risk => risk.EventId).Select(RiskEvent.Of).ToList(),
            Snapshots = set.Snapshots.DistinctBy(snapshot => snapshot.SnapshotDate).Select(PortfolioSnapshot.Of).ToList(),
            Reference = set,
        };
    }

    /// <summary>The statistics that count: baselines, and own figures where there are enough.</summary>
    public IReadOnlyList<AgentStats> Statistics(int minSamples) => AgentStatistics.Effective(Reference.Stats, OwnTallies(), minSamples);

    /// <summary>Agent id to the tally of the logs of our own runs.</summary>
    public IReadOnlyDictionary<string, AgentTally> OwnTallies() => Totals?.OwnTallies ?? AgentStatistics.TallyOwn(TaskLogs);

    /// <summary>
    /// What was known at a time: later runs, logs, events and snapshots are gone, runs that ended later still run, and events that were closed
    /// later are open.
    /// </summary>
    public PortfolioRecords AsOf(DateTimeOffset at)
    {
        var events = RiskEvents.Where(risk => !(risk.DetectedAt > at)).Select(risk => Then(risk, at)).ToList();
        var raised = events.Select(risk => risk.RunId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Runs = Runs.Where(run => run.StartTime <= at).Select(run => run.EndTime > at ? StillRunning(run, raised) : run).ToList(),
            TaskLogs = TaskLogs.Where(log => !(log.EndedAt > at)).ToList(),
            Interventions = Interventions.Where(one => one.At <= at).ToList(),
            RiskEvents = events,
            Snapshots = Snapshots.Where(snapshot => snapshot.SnapshotDate <= DateOnly.FromDateTime(at.UtcDateTime) && !(snapshot.ComputedAt > at)).ToList(),
        };
    }

    /// <summary>Records of a span: runs that ended in it or still run, their logs, what people did, events detected in it. Snapshots stay.</summary>
    public PortfolioRecords Since(DateTimeOffset start) => this with
    {
        Runs = Runs.Where(run => run.IsActive || run.CountedAt >= start).ToList(),
        TaskLogs = TaskLogs.Where(log => log.EndedAt >= start).ToList(),
        Interventions = Interventions.Where(one => one.At >= start).ToList(),
        RiskEvents = RiskEvents.Where(risk => risk.DetectedAt >= start).ToList(),
    };

    /// <summary>The records of one mission; agents and snapshots are the portfolio's and stay.</summary>
    public PortfolioRecords Of(string missionId) => this with
    {
        Missions = Missions.Where(mission => mission.MissionId == missionId).ToList(),
        Runs = Runs.Where(run => run.MissionId == missionId).ToList(),
        TaskLogs = TaskLogs.Where(log => log.MissionId == missionId).ToList(),
        Interventions = Interventions.Where(one => one.MissionId == missionId).ToList(),
        RiskEvents = RiskEvents.Where(risk => risk.MissionId == missionId).ToList(),
    };

    /// <summary>The day that the records are of: that of the latest snapshot, else of the latest record that is not after now.</summary>
    public DateTimeOffset DefaultAsOf(DateTimeOffset now)
    {
        if (Snapshots.Count > 0)
        {
            return EndOf(Snapshots.Max(snapshot => snapshot.SnapshotDate));
        }

        var times = Runs.SelectMany(run => new[] { run.StartTime, run.CountedAt }).Concat(RiskEvents.Select(risk => risk.DetectedAt).OfType<DateTimeOffset>())
            .Where(time => time <= now).ToList();
        return times.Count == 0 ? now : EndOf(DateOnly.FromDateTime(times.Max().UtcDateTime));
    }

    /// <summary>The last moment of a UTC day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day, TimeOnly.MaxValue, TimeSpan.Zero);

    private static RiskEvent Then(RiskEvent risk, DateTimeOffset at) => risk.ClosedAt > at
        ? risk with { Status = RiskEvent.Open, ClosedAt = null, ClosedBy = null, Reason = null }
        : risk;

    private static MissionRun StillRunning(MissionRun run, HashSet<string> raised) => run with
    {
        Status = "running",
        EndTime = null,
        TotalDurationMinutes = null,
        Kpis = new Dictionary<string, decimal>(),
        RiskFlagged = raised.Contains(run.RunId),
        HumanInterventions = 0,
        Escalations = 0,
        Cost = null,
        Error = null,
    };
}

/// <summary>What all records of a hub come to.</summary>
/// <param name="OwnTallies">Agent id to the tally of the logs of our own runs.</param>
/// <param name="MonthCostUsd">Of the month of the time; null when nothing has a price.</param>
public sealed record PortfolioTotals(IReadOnlyDictionary<string, AgentTally> OwnTallies, decimal? MonthCostUsd);
