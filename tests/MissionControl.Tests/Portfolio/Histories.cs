using FsCheck;
using FsCheck.Fluent;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Portfolio;

/// <summary>One thing that happens in a random history; records of one key replace each other, as repeats and retries make them do.</summary>
internal sealed record Happening(int Kind, int Mission, int Item, int Task, int Hour, int Amount)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 30, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Statuses = ["completed", "failed", "rejected", "running", "completed"];
    private static readonly string[] Outcomes = ["completed", "approved", "rejected", "failed", "skipped"];
    private static readonly string[] Severities = ["low", "medium", "high", "critical"];

    public static Gen<List<Happening>> Histories { get; } =
        (from kind in Gen.Choose(0, 9)
         from mission in Gen.Choose(0, 2)
         from item in Gen.Choose(0, 9)
         from task in Gen.Choose(0, 2)
         from hour in Gen.Choose(0, 400)
         from amount in Gen.Choose(0, 40)
         select new Happening(kind, mission, item, task, hour, amount)).ListOf();

    public string MissionId => $"M{Mission}";

    public string RunId => $"R{Mission}-{Item}";

    public DateTimeOffset At => Start.AddHours(Hour).AddMinutes(Amount);

    public MissionRun Run()
    {
        var status = Statuses[Amount % Statuses.Length];
        return new MissionRun(RunId, MissionId, At, status)
        {
            EndTime = status == "running" ? null : At.AddHours(Amount),
            Kpis = Amount % 3 == 0 ? new Dictionary<string, decimal>() : new Dictionary<string, decimal> { ["speed_days"] = Amount / 4m },
            RiskFlagged = Amount % 2 == 0,
        };
    }

    public TaskLog Log() => new(RunId, MissionId, $"T{Task}", $"A{Item % 3}", Outcomes[Amount % Outcomes.Length])
    {
        Round = 1 + (Amount % 2),
        EndedAt = At,
        ActualDurationMinutes = Amount / 4m,
        HumanDelayMinutes = Amount % 7,
        EstimatedDurationMinutes = Task == 2 ? null : 5,
        Escalations = Amount % 4 == 0 ? 1 : 0,
        Origin = Kind % 2 == 0 ? TelemetryOrigin.Own : TelemetryOrigin.Recorded,
    };

    public Intervention Intervention() =>
        new($"{RunId}~{Amount}", At, Amount % 2 == 0 ? InterventionKind.Escalation : InterventionKind.Decision, RunId, MissionId);

    public RiskEvent Risk() => new($"risk-{Mission}-{Item}", RunId, MissionId, null, "odd_risk", Severities[Amount % 4], null, At, Amount % 3 == 0 ? "open" : "closed");
}

/// <summary>The records of a history by key, the tallies of their hours kept up to date, and a count of everything anew to hold them against.</summary>
internal sealed class Ledger
{
    public static readonly IReadOnlyList<PortfolioMission> Missions =
    [
        .. Enumerable.Range(0, 3).Select(mission => new PortfolioMission($"M{mission}", $"Mission {mission}")
        {
            Tasks = [new($"M{mission}", "T0", "Begin"), new($"M{mission}", "T1", "Go on")],
            Kpis = [new("speed_days") { Target = 2, Baseline = mission == 2 ? 0 : 8 }],
        }),
    ];

    private readonly Dictionary<string, MissionRun> _runs = [];
    private readonly Dictionary<string, TaskLog> _logs = [];
    private readonly Dictionary<string, Intervention> _interventions = [];
    private readonly Dictionary<string, RiskEvent> _risks = [];
    private readonly PortfolioHours _hours = new();

    public IEnumerable<TaskLog> Logs => _logs.Values;

    public void Take(Happening happening)
    {
        switch (happening.Kind)
        {
            case <= 3:
                Put(_runs, happening.RunId, happening.Run(), run => run.IsActive ? null : run.CountedAt);
                break;
            case <= 7:
                Put(_logs, happening.Log().Key, happening.Log(), log => log.EndedAt);
                break;
            case 8:
                Put(_interventions, happening.Intervention().Key, happening.Intervention(), one => one.At);
                break;
            default:
                _risks[happening.Risk().EventId] = happening.Risk();
                break;
        }
    }

    public PortfolioSnapshot FromHours(DateTimeOffset asOf) =>
        new SnapshotComputation(Missions, PortfolioCounts.Of(_hours, asOf), [.. _runs.Values.Where(run => run.IsActive)], [.. _risks.Values.Where(risk => risk.IsOpen)]).At(asOf);

    public IReadOnlyDictionary<string, AgentTally> AgentsFromHours(DateTimeOffset asOf) => _hours.Through(asOf).Agents;

    /// <summary>The rules over every record, without tallies.</summary>
    public PortfolioSnapshot Anew(DateTimeOffset asOf)
    {
        var hour = new DateTimeOffset(asOf.Year, asOf.Month, asOf.Day, asOf.Hour, 0, 0, TimeSpan.Zero);
        var lately = _interventions.Values.Where(one => one.At >= hour.AddHours(-23)).ToList();
        var top = _logs.Values.Where(log => log.EndedAt >= hour.AddHours(-167) && log.IsDone && log.EstimatedDurationMinutes is not null).GroupBy(log => log.Task)
            .Select(group => (group.Key, Sum: group.Sum(log => log.HumanDelayMinutes + Math.Max(0, log.ActualDurationMinutes - log.EstimatedDurationMinutes!.Value))))
            .Where(one => one.Sum > 0).OrderByDescending(one => one.Sum).ThenBy(one => one.Key.MissionId, StringComparer.Ordinal).ThenBy(one => one.Key.TaskId, StringComparer.Ordinal)
            .Select(one => one.Key).Cast<TaskKey?>().FirstOrDefault();
        var improvements = Missions.Select(mission => Newest(_runs.Values.Where(run => run.MissionId == mission.MissionId && run.IsCompleted)))
            .Where(run => run is not null && run.MissionId != "M2" && run.Kpis.ContainsKey("speed_days"))
            .Select(run => Math.Round(100 * (8 - run!.Kpis["speed_days"]) / 8, 1, MidpointRounding.AwayFromZero)).ToList();
        return new PortfolioSnapshot(DateOnly.FromDateTime(asOf.UtcDateTime))
        {
            ActiveRuns = _runs.Values.Count(run => run.Status == "running"),
            CompletedRuns = _runs.Values.Count(run => run.Status == "completed"),
            MissionsAtRisk = Missions.Count(mission => IsAtRisk(mission.MissionId)),
            AvgKpiImprovementPct = improvements.Count == 0 ? null : Math.Round(improvements.Average(), 1, MidpointRounding.AwayFromZero),
            TopBottleneckTaskId = top?.TaskId,
            TopBottleneckTaskName = top is null ? null : top.Value.TaskId == "T0" ? "Begin" : "Go on",
            EscalationsLast24h = lately.Where(one => one.Kind == InterventionKind.Escalation).Sum(one => one.Count),
            HumanInterventionsLast24h = lately.Where(one => one.Kind != InterventionKind.Escalation).Sum(one => one.Count),
            ComputedAt = asOf,
        };
    }

    private bool IsAtRisk(string missionId)
    {
        var latest = Newest(_runs.Values.Where(run => run.MissionId == missionId));
        var open = _risks.Values.Where(risk => risk.MissionId == missionId && risk.Status == "open").ToList();
        return open.Exists(risk => risk.Severity is "high" or "critical") || (latest is { RiskFlagged: true } && open.Exists(risk => risk.RunId == latest.RunId));
    }

    private static MissionRun? Newest(IEnumerable<MissionRun> runs) => runs.OrderBy(run => run.StartTime).ThenBy(run => run.RunId, StringComparer.Ordinal).LastOrDefault();

    /// <summary>A record that moved to another hour leaves the one it was in; both are counted anew.</summary>
    private void Put<T>(Dictionary<string, T> records, string key, T record, Func<T, DateTimeOffset?> at)
    {
        var before = records.TryGetValue(key, out var old) ? at(old) : null;
        records[key] = record;
        foreach (var hour in new[] { before, at(record) }.OfType<DateTimeOffset>().Select(PortfolioHours.HourOf).Distinct())
        {
            _hours.Put(hour, Count(hour));
        }
    }

    private HourTally Count(DateTimeOffset hour)
    {
        var tally = new HourTally();
        _runs.Values.Where(run => !run.IsActive && PortfolioHours.HourOf(run.CountedAt) == hour).ToList().ForEach(run => tally.Add(run));
        _logs.Values.Where(log => PortfolioHours.HourOf(log.EndedAt!.Value) == hour).ToList().ForEach(log => tally.Add(log));
        _interventions.Values.Where(one => PortfolioHours.HourOf(one.At) == hour).ToList().ForEach(one => tally.Add(one));
        return Wire.Deserialize<HourTally>(Wire.Serialize(tally))!;
    }
}
