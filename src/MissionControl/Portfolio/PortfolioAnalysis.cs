using MissionControl.Agents;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Computes a <see cref="PortfolioView"/>: the same records, scope and settings give the same figures.</summary>
public sealed class PortfolioAnalysis
{
    private readonly PortfolioScope _scope;
    private readonly PortfolioSettings _settings;
    private readonly PortfolioRecords _given;
    private readonly PortfolioRecords _portfolio;
    private readonly PortfolioRecords _records;

    private PortfolioAnalysis(PortfolioRecords records, PortfolioScope scope, PortfolioSettings settings)
    {
        _scope = scope;
        _settings = settings;
        _given = records;
        _portfolio = records.AsOf(scope.AsOf);
        var windowed = scope.Start is { } start ? _portfolio.Since(start) : _portfolio;
        _records = scope.MissionId is { } mission ? windowed.Of(mission) : windowed;
    }

    /// <param name="notes">What reading the data found odd.</param>
    public static PortfolioView Of(PortfolioRecords records, PortfolioScope scope, PortfolioSettings settings, IReadOnlyList<string>? notes = null) =>
        new PortfolioAnalysis(records, scope, settings).Compute(notes ?? []);

    private PortfolioView Compute(IReadOnlyList<string> notes)
    {
        var statistics = _portfolio.Statistics(_settings.MinSamples);
        var own = _portfolio.OwnTallies();
        var open = _portfolio.RiskEvents.Where(risk => risk.IsOpen).ToList();
        var snapshots = Snapshots();
        var rollup = PortfolioRollup.Of(snapshots, DateOnly.FromDateTime(_scope.AsOf.UtcDateTime))!;
        var month = _portfolio.Totals is { } totals ? totals.MonthCostUsd : CostRollup.Of(_portfolio, _settings).ByMonth.GetValueOrDefault(CostRollup.MonthOf(_scope.AsOf))?.Usd;
        var triggers = Triggers(snapshots, open.Count, month);
        return new PortfolioView(_scope, _settings)
        {
            Records = _records,
            Portfolio = _portfolio with { Snapshots = snapshots },
            Rollup = rollup,
            Risk = RiskRollup.Of(_records.RiskEvents),
            OpenRisks = open.Where(risk => _scope.MissionId is null || risk.MissionId == _scope.MissionId)
                .OrderByDescending(risk => risk.DetectedAt).ThenBy(risk => risk.EventId, StringComparer.Ordinal).ToList(),
            Triggers = triggers,
            Verdict = Verdicts.Of(triggers.Count > 0, rollup.Latest.MissionsAtRisk, open.Exists(risk => risk.IsOpenAndHigh)),
            Kpis = Kpis(),
            Health = Health(),
            Statistics = statistics,
            OwnStatistics = own.Keys.Where(id => AgentStatistics.IsOwn(id, own, _settings.MinSamples)).ToHashSet(StringComparer.Ordinal),
            Routing = Routing(statistics),
            Cost = CostRollup.Of(_records, _settings),
            MonthCostUsd = month,
            ActiveTasks = ActiveTasks(),
            Notes = [.. notes, .. LeftOut()],
        };
    }

    /// <summary>Those that were recorded as they are; without any, one is computed.</summary>
    private List<PortfolioSnapshot> Snapshots()
    {
        if (_portfolio.Snapshots.Count > 0)
        {
            return _portfolio.Snapshots.OrderBy(snapshot => snapshot.SnapshotDate).ToList();
        }

        return [PortfolioStanding.Of(_portfolio, _scope.AsOf).Snapshot(_portfolio.Missions)];
    }

    /// <summary>
    /// Evaluated at each snapshot in turn, so that a trigger tells since when it is active; open events and cost are known as of now only. Where a
    /// hub knows when one fired, that counts.
    /// </summary>
    private IReadOnlyList<ExecutiveTrigger> Triggers(List<PortfolioSnapshot> snapshots, int openEvents, decimal? monthCostUsd)
    {
        IReadOnlyList<ExecutiveTrigger> active = [];
        foreach (var snapshot in snapshots.SkipLast(1))
        {
            var then = ExecutiveTriggers.Conditions(snapshot, 0, null, _settings);
            active = ExecutiveTriggers.Evaluate(active, then, snapshot.ComputedAt ?? PortfolioRecords.EndOf(snapshot.SnapshotDate)).Active;
        }

        active = [.. _portfolio.ActiveTriggers, .. active.Where(trigger => _portfolio.ActiveTriggers.All(known => known.TriggerType != trigger.TriggerType))];
        return ExecutiveTriggers.Evaluate(active, ExecutiveTriggers.Conditions(snapshots[^1], openEvents, monthCostUsd, _settings), _scope.AsOf).Active;
    }

    private List<KpiPerformance> Kpis()
    {
        var latest = _records.Runs.Where(run => run.IsCompleted).GroupBy(run => run.MissionId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Aggregate(MissionRun.Later), StringComparer.Ordinal);
        return _records.Missions
            .SelectMany(mission => KpiPerformance.Of(mission.MissionId, mission.Kpis, latest.GetValueOrDefault(mission.MissionId), _settings.Risk.KpiYellowPct))
            .ToList();
    }

    private List<MissionHealth> Health()
    {
        var runs = _records.Runs.OrderBy(run => run.StartTime).ThenBy(run => run.RunId, StringComparer.Ordinal).ToLookup(run => run.MissionId, StringComparer.Ordinal);
        var logs = _records.TaskLogs.ToLookup(log => log.MissionId, StringComparer.Ordinal);
        var events = _records.RiskEvents.ToLookup(risk => risk.MissionId, StringComparer.Ordinal);
        return _records.Missions
            .Select(mission => new MissionHealthComputation(
                mission, runs[mission.MissionId].ToList(), logs[mission.MissionId].ToList(), events[mission.MissionId].ToList(), _settings).Compute())
            .ToList();
    }

    private List<KeyValuePair<string, RoutingDecision>> Routing(IReadOnlyList<AgentStats> statistics)
    {
        var reference = _portfolio.Reference with { Stats = statistics };
        var tasks = reference.CapableAgents.Keys.Concat(_portfolio.Missions.SelectMany(mission => mission.Tasks).Select(task => task.TaskId).Where(_ => reference.Agents.Count > 0));
        return tasks.Distinct(StringComparer.Ordinal)
            .Select(task => KeyValuePair.Create(task, HopRouter.Route(new RoutingRequest(task) { Strategy = _settings.RoutingStrategy }, reference, _settings.Routing)))
            .ToList();
    }

    /// <summary>Of an active run: tasks that have no log of it while everything that they wait for has one.</summary>
    private List<TaskKey> ActiveTasks()
    {
        var done = _records.TaskLogs.ToLookup(log => log.RunId, log => log.TaskId, StringComparer.Ordinal);
        var missions = _records.Missions.ToDictionary(mission => mission.MissionId, StringComparer.Ordinal);
        return _records.Runs.Where(run => run.IsActive && missions.ContainsKey(run.MissionId))
            .SelectMany(run => missions[run.MissionId].Tasks
                .Where(task => !done[run.RunId].Contains(task.TaskId) && task.DependsOn.All(done[run.RunId].Contains))
                .Select(task => new TaskKey(run.MissionId, task.TaskId)))
            .Distinct().Order().ToList();
    }

    private IEnumerable<string> LeftOut()
    {
        var later = _given.Runs.Count - _portfolio.Runs.Count;
        if (later > 0)
        {
            yield return Figure.Text($"{later} runs start after {_scope.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC and are left out; --as-of sets another time.");
        }
    }
}
