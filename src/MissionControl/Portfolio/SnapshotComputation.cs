using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Computes a snapshot from what the records come to, the active runs and the open risks: it looks at no run or log that has ended.</summary>
/// <param name="missions">Every mission that may have a KPI or a task name.</param>
/// <param name="counts">Of the time that the snapshot is for.</param>
/// <param name="active">Runs not in a final status.</param>
/// <param name="open">Risk events that are not closed.</param>
public sealed class SnapshotComputation(
    IReadOnlyCollection<PortfolioMission> missions, PortfolioCounts counts, IReadOnlyCollection<MissionRun> active, IReadOnlyCollection<RiskEvent> open)
{
    /// <param name="asOf">Runs and events after it must not be among what was given.</param>
    /// <param name="date">The day that it is the snapshot of; null: the day of <paramref name="asOf"/>. A tick at 00:00 closes the day before.</param>
    public PortfolioSnapshot At(DateTimeOffset asOf, DateOnly? date = null)
    {
        var bottleneck = Bottleneck();
        return new PortfolioSnapshot(date ?? DateOnly.FromDateTime(asOf.UtcDateTime))
        {
            ActiveRuns = active.Count,
            CompletedRuns = counts.CompletedRuns,
            MissionsAtRisk = AtRisk().Count,
            AvgKpiImprovementPct = AverageImprovement(),
            TopBottleneckTaskId = bottleneck?.TaskId,
            TopBottleneckTaskName = bottleneck is { } task ? NameOf(task) : null,
            EscalationsLast24h = counts.Escalations,
            HumanInterventionsLast24h = counts.Interventions,
            ComputedAt = asOf.ToUniversalTime(),
        };
    }

    /// <summary>The ids of the missions at risk, by id.</summary>
    public IReadOnlyList<string> AtRisk()
    {
        var latest = counts.Missions.ToDictionary(mission => mission.Key, mission => mission.Value.Run, StringComparer.Ordinal);
        foreach (var run in active)
        {
            latest[run.MissionId] = latest.TryGetValue(run.MissionId, out var before) ? MissionRun.Later(before, run) : run;
        }

        var troubled = open.Select(risk => risk.RunId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var flagged = latest.Values.Where(run => run.RiskFlagged && troubled.Contains(run.RunId)).Select(run => run.MissionId);
        var high = open.Where(risk => risk.IsOpenAndHigh).Select(risk => risk.MissionId);
        return flagged.Concat(high).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
    }

    private decimal? AverageImprovement()
    {
        var improvements = new List<decimal>();
        foreach (var mission in missions)
        {
            var completed = counts.Missions.GetValueOrDefault(mission.MissionId)?.Completed;
            if (completed is not null
                && KpiRules.Primary(mission.Kpis) is { } kpi
                && completed.Kpis.TryGetValue(kpi.Name, out var actual)
                && KpiRules.ImprovementPct(kpi, actual) is { } improvement)
            {
                improvements.Add(improvement);
            }
        }

        return Figure.Mean(improvements, 1);
    }

    private TaskKey? Bottleneck()
    {
        TaskKey? top = null;
        var most = 0m;
        foreach (var (key, drag) in counts.Tasks)
        {
            if (drag.Minutes > most || (drag.Minutes == most && most > 0 && key < top))
            {
                (top, most) = (key, drag.Minutes);
            }
        }

        return top;
    }

    private string NameOf(TaskKey task) =>
        missions.FirstOrDefault(mission => mission.MissionId == task.MissionId)?.Tasks.FirstOrDefault(one => one.TaskId == task.TaskId)?.Task ?? task.TaskId;
}
