using MissionControl.Reference;

namespace MissionControl.Tests.Reference;

/// <summary>The risk events and snapshots of data/reference are what the rules make of its runs and logs.</summary>
public sealed class ShippedRiskTests
{
    private static readonly ReferenceSet Set = Files.ReadShipped().Set;

    [Fact]
    public void Events_BelongToARunAndItsTasks() => Assert.All(Set.RiskEvents, risk =>
    {
        var run = Set.Runs.Single(run => run.RunId == risk.RunId);
        Assert.Equal(run.MissionId, risk.MissionId);
        Assert.True(risk.DetectedAt >= run.StartTime && risk.DetectedAt <= (run.EndTime ?? DateTimeOffset.MaxValue));
        Assert.Equal(risk.Status == "closed", risk.ClosedAt is not null);
        if (risk.TaskId is { } task)
        {
            Assert.Contains(Set.TaskLogs, log => log.RunId == risk.RunId && log.TaskId == task);
        }
    });

    [Fact]
    public void Delays_AreExactlyThoseOfTheLogs() =>
        Assert.Equal(
            Set.TaskLogs.Where(log => log.HumanDelayMinutes >= 5).Select(log => (log.RunId, log.TaskId, log.HumanDelayMinutes >= 10 ? "high" : "medium")),
            Events("approval_delay"));

    [Fact]
    public void Overruns_AreExactlyThoseOfTheLogs() =>
        Assert.Equal(
            Set.TaskLogs
                .Select(log => (Log: log, Estimate: Estimate(log)))
                .Where(one => one.Log.ActualDurationMinutes >= 1.5m * one.Estimate && one.Log.ActualDurationMinutes - one.Estimate >= 2)
                .Select(one => (one.Log.RunId, one.Log.TaskId, one.Log.ActualDurationMinutes >= 2 * one.Estimate ? "medium" : "low")),
            Events("task_overrun"));

    [Fact]
    public void Failures_AreExactlyTheFailedAndRejectedRuns() =>
        Assert.Equal(
            Set.Runs.Where(run => run.Status is "failed" or "rejected").Select(run => run.RunId),
            Set.RiskEvents.Where(risk => risk.RiskType == "workflow_failure").Select(risk => risk.RunId));

    [Fact]
    public void Breaches_OfAnSla_ReplaceTheDelayAndTheOverrunTheyConsistOf() => Assert.All(
        Set.RiskEvents.Where(risk => risk.RiskType == "sla_breach_risk"),
        breach => Assert.Equal(
            ["approval_delay", "task_overrun"],
            Set.RiskEvents.Where(risk => risk.Reason == $"replaced_by {breach.EventId}").Select(risk => risk.RiskType).Order()));

    [Fact]
    public void Snapshots_CountTheRunsOfTheirDay() => Assert.All(Set.Snapshots, snapshot =>
    {
        var close = new DateTimeOffset(snapshot.SnapshotDate.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        var ended = Set.Runs.Where(run => run.EndTime < close).ToList();
        var today = ended.Where(run => run.EndTime >= close.AddDays(-1)).ToList();
        Assert.Equal(ended.Count(run => run.Status == "completed"), snapshot.CompletedRuns);
        Assert.Equal(Set.Runs.Count(run => run.StartTime < close) - ended.Count, snapshot.ActiveRuns);
        Assert.Equal(today.Sum(run => run.Escalations), snapshot.EscalationsLast24h);
        Assert.Equal(today.Sum(run => run.HumanInterventions), snapshot.HumanInterventionsLast24h);
    });

    [Fact]
    public void Snapshots_NameTheBottleneckOfTheLogs() => Assert.All(Set.Snapshots, snapshot =>
    {
        var close = new DateTimeOffset(snapshot.SnapshotDate.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        var ended = Set.Runs.Where(run => run.EndTime < close).Select(run => run.RunId).ToHashSet();
        var top = Set.TaskLogs
            .Where(log => ended.Contains(log.RunId) && log.Outcome is "completed" or "approved")
            .GroupBy(log => (log.MissionId, log.TaskId))
            .OrderByDescending(task => task.Sum(log => log.HumanDelayMinutes + Math.Max(0, log.ActualDurationMinutes - Estimate(log))))
            .ThenBy(task => task.Key)
            .First().Key.TaskId;
        Assert.Equal(top, snapshot.TopBottleneckTaskId);
        Assert.Equal(Set.Tasks.Single(task => task.TaskId == top).Task, snapshot.TopBottleneckTaskName);
    });

    [Theory]
    [InlineData("2026-03-09", "39.2")]
    [InlineData("2026-03-13", "47.5")]
    public void Snapshots_AverageTheImprovementOfTheirMissions(string date, string pct)
    {
        var close = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal).AddDays(1);
        var improvements = Set.Missions
            .Select(mission => Set.Runs.Where(run => run.MissionId == mission.MissionId && run.Status == "completed" && run.EndTime < close).MaxBy(run => run.StartTime))
            .OfType<RecordedRun>()
            .Select(Improvement)
            .ToList();

        var average = Math.Round(improvements.Average(), 1, MidpointRounding.AwayFromZero);

        Assert.Equal(decimal.Parse(pct, System.Globalization.CultureInfo.InvariantCulture), average);
        Assert.Equal(average, Set.Snapshots.Single(snapshot => snapshot.SnapshotDate == DateOnly.FromDateTime(close.UtcDateTime).AddDays(-1)).AvgKpiImprovementPct);
    }

    private static decimal Improvement(RecordedRun run)
    {
        var figures = Set.Kpis.Single(kpis => kpis.MissionId == run.MissionId).Figures.ToDictionary(figure => figure.Key, figure => figure.Value);
        var name = figures.Keys.First(key => key.StartsWith("baseline_", StringComparison.Ordinal))["baseline_".Length..];
        var (baseline, actual) = (figures[$"baseline_{name}"], run.Kpis.Single(kpi => kpi.Key == name).Value);
        var better = figures[$"target_{name}"] < baseline ? baseline - actual : actual - baseline;
        return Math.Round(100 * better / baseline, 1, MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<(string, string, string)> Events(string type) =>
        Set.TaskLogs.SelectMany(log => Set.RiskEvents.Where(risk => risk.RiskType == type && risk.RunId == log.RunId && risk.TaskId == log.TaskId))
            .Select(risk => (risk.RunId!, risk.TaskId!, risk.Severity));

    private static decimal Estimate(RecordedTaskLog log) => Set.Tasks.Single(task => task.TaskId == log.TaskId).EstimatedDurationMinutes!.Value;
}
