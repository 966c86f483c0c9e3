using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Computes a mission's health from its own records.</summary>
/// <param name="runs">The mission's, by start time.</param>
/// <param name="logs">The mission's.</param>
/// <param name="events">The mission's.</param>
internal sealed class MissionHealthComputation(
    PortfolioMission mission, IReadOnlyList<MissionRun> runs, IReadOnlyList<TaskLog> logs, IReadOnlyList<RiskEvent> events, PortfolioSettings settings)
{
    private readonly List<MissionRun> _completed = runs.Where(run => run.IsCompleted).ToList();
    private readonly List<MissionRun> _ended = runs.Where(run => run.IsFinal).ToList();
    private readonly List<TaskLog> _worked = logs.Where(log => log.Outcome != "skipped").ToList();
    private readonly KpiDefinition? _kpi = KpiRules.Primary(mission.Kpis);

    public MissionHealth Compute()
    {
        var actual = Actual();
        var gap = _kpi is null ? null : KpiRules.Gap(_kpi, actual);
        var health = new MissionHealth(mission.MissionId, mission.MissionName)
        {
            Kpi = _kpi?.Name,
            CompletedRuns = _completed.Count,
            Trend = KpiTrend.Of(Values(), _kpi is null ? KpiDirection.Higher : KpiRules.Direction(_kpi), settings),
            RemainingGap = gap,
            RemainingGapPct = gap is { } missing && _kpi?.Target is { } target ? Figure.Percent(missing, Math.Abs(target)) : null,
            OperationalFrictionPct = Friction(),
            HumanDependency = Figure.Ratio(runs.Sum(run => (decimal)run.HumanInterventions), _worked.Count, 2),
            AutonomyPct = Figure.Percent(_worked.Count(IsAutonomous), _worked.Count),
            Bottleneck = Bottleneck(),
            Score = Score(actual),
        };
        return health with { InsufficientData = Missing(health) };
    }

    private static bool IsAutonomous(TaskLog log) => log.IsDone && log is { HumanApprovalRequired: false, HumanDelayMinutes: 0, Decision: null, Outcome: not "approved" };

    private static List<string> Missing(MissionHealth health)
    {
        (string Name, object? Figure)[] figures =
        [
            ("trend", health.Trend.ChangePct), ("rolling_average", health.Trend.RollingAverage), ("volatility_pct", health.Trend.VolatilityPct),
            ("remaining_gap", health.RemainingGap), ("operational_friction_pct", health.OperationalFrictionPct),
            ("human_dependency", health.HumanDependency), ("autonomy_pct", health.AutonomyPct), ("score", health.Score.Value),
        ];
        return figures.Where(one => one.Figure is null).Select(one => one.Name).ToList();
    }

    private decimal? Actual() => _kpi is not null && _completed.Count > 0 && _completed[^1].Kpis.TryGetValue(_kpi.Name, out var value) ? value : null;

    private List<decimal> Values() => _kpi is null
        ? []
        : _completed.Where(run => run.Kpis.ContainsKey(_kpi.Name)).Select(run => run.Kpis[_kpi.Name]).ToList();

    private decimal? Friction()
    {
        var delays = logs.GroupBy(log => log.RunId).ToDictionary(group => group.Key, group => group.Sum(log => log.HumanDelayMinutes), StringComparer.Ordinal);
        var timed = _ended.Where(run => run.DurationMinutes is > 0).ToList();
        var share = Figure.Percent(timed.Sum(run => run.HumanDelayMinutes ?? delays.GetValueOrDefault(run.RunId)), timed.Sum(run => run.DurationMinutes!.Value));
        return share is { } pct ? Math.Min(100, pct) : null;
    }

    private MissionBottleneck? Bottleneck()
    {
        var slowest = logs.Where(log => log.IsDone).GroupBy(log => log.TaskId)
            .Select(group => (Task: group.Key, Drag: new TaskDrag(group.Sum(log => log.HumanDelayMinutes), group.Sum(log => log.OverrunMinutes ?? 0))))
            .OrderByDescending(one => one.Drag.Minutes).ThenBy(one => one.Task, StringComparer.Ordinal).FirstOrDefault();
        if (slowest.Drag is { Minutes: > 0 } drag)
        {
            return new MissionBottleneck(slowest.Task, NameOf(slowest.Task), drag.HumanDelayMinutes >= drag.OverrunMinutes ? "approval_delay" : "overrun", drag.Minutes);
        }

        var riskiest = events.Where(risk => risk is { IsReplaced: false, TaskId: not null }).GroupBy(risk => risk.TaskId!)
            .OrderByDescending(group => group.Sum(risk => Severity.Weight(risk.Severity))).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault();
        return riskiest is null ? null : new MissionBottleneck(riskiest.Key, NameOf(riskiest.Key), "risk", 0);
    }

    private string NameOf(string taskId) => mission.Tasks.FirstOrDefault(task => task.TaskId == taskId)?.Task ?? taskId;

    private HealthScore Score(decimal? actual)
    {
        var weights = settings.Health;
        var index = RiskRollup.Of(events).OpenIndex;
        HealthPart[] parts =
        [
            new("kpi", actual is { } value ? Progress(value) : null, weights.Kpi),
            new("reliability", Figure.Percent(_completed.Count, _ended.Count), weights.Reliability),
            new("risk", _ended.Count == 0 ? null : Math.Max(0, 100 - (index * weights.PointsPerRisk)), weights.Risk),
            new("flow", Friction() is { } friction ? 100 - friction : null, weights.Flow),
        ];
        var told = parts.Where(part => part.Value is not null).ToList();
        var score = _ended.Count == 0 ? null : Figure.Ratio(told.Sum(part => part.Value!.Value * part.Weight), told.Sum(part => part.Weight), 1);
        return new HealthScore(score, parts);
    }

    /// <summary>How much of the way from baseline to target is gone, in percent. Without a way to go: 100 when the target is met, else 0.</summary>
    private decimal? Progress(decimal actual)
    {
        if (_kpi is not { Target: { } target } || KpiRules.Gap(_kpi, actual) is not { } gap)
        {
            return null;
        }

        if (gap == 0)
        {
            return 100;
        }

        var way = _kpi.Baseline is { } baseline ? KpiRules.Gap(_kpi, baseline) ?? 0 : 0;
        return Math.Max(0, Figure.Percent(way - gap, way) ?? 0);
    }
}
