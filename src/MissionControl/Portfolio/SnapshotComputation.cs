using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Computes a snapshot from the sums of hours, the active runs and the open risks: it looks at no run or log that has ended.</summary>
/// <param name="missions">Every mission that may have a KPI or a task name.</param>
/// <param name="hours">All hours up to the time asked for.</param>
/// <param name="active">Runs not in a final status.</param>
/// <param name="open">Risk events that are not closed.</param>
public sealed class SnapshotComputation(
    IReadOnlyCollection<PortfolioMission> missions, PortfolioHours hours, IReadOnlyCollection<MissionRun> active, IReadOnlyCollection<RiskEvent> open)
{
    private const int Day = 24;
    private const int Week = 7 * Day;

    /// <param name="asOf">Runs and events after it must not be among what was given; hours after it do not count.</param>
    /// <param name="date">The day that it is the snapshot of; null: the day of <paramref name="asOf"/>. A tick at 00:00 closes the day before.</param>
    public PortfolioSnapshot At(DateTimeOffset asOf, DateOnly? date = null)
    {
        var all = hours.Through(asOf);
        var today = hours.Last(asOf, Day);
        var bottleneck = Bottleneck(hours.Last(asOf, Week));
        return new PortfolioSnapshot(date ?? DateOnly.FromDateTime(asOf.UtcDateTime))
        {
            ActiveRuns = active.Count,
            CompletedRuns = all.CompletedRuns,
            MissionsAtRisk = AtRisk(all).Count,
            AvgKpiImprovementPct = AverageImprovement(all),
            TopBottleneckTaskId = bottleneck?.TaskId,
            TopBottleneckTaskName = bottleneck is { } task ? NameOf(task) : null,
            EscalationsLast24h = today.Escalations,
            HumanInterventionsLast24h = today.Interventions,
            ComputedAt = asOf.ToUniversalTime(),
        };
    }

    /// <summary>The ids of the missions at risk, by id.</summary>
    public IReadOnlyList<string> AtRisk(DateTimeOffset asOf) => AtRisk(hours.Through(asOf));

    private List<string> AtRisk(HourTally all)
    {
        var latest = all.Missions.ToDictionary(mission => mission.Key, mission => mission.Value.Run, StringComparer.Ordinal);
        foreach (var run in active)
        {
            latest[run.MissionId] = latest.TryGetValue(run.MissionId, out var before) ? MissionRun.Later(before, run) : run;
        }

        var troubled = open.Select(risk => risk.RunId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var flagged = latest.Values.Where(run => run.RiskFlagged && troubled.Contains(run.RunId)).Select(run => run.MissionId);
        var high = open.Where(risk => risk.IsOpenAndHigh).Select(risk => risk.MissionId);
        return flagged.Concat(high).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
    }

    private decimal? AverageImprovement(HourTally all)
    {
        var improvements = new List<decimal>();
        foreach (var mission in missions)
        {
            var completed = all.Missions.GetValueOrDefault(mission.MissionId)?.Completed;
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

    private static TaskKey? Bottleneck(HourTally week)
    {
        TaskKey? top = null;
        var most = 0m;
        foreach (var (text, drag) in week.Tasks)
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            var key = new TaskKey(text[..slash], text[(slash + 1)..]);
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
