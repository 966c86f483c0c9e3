using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The latest snapshot against the one before, then each mission by its own records.</summary>
internal static class HealthSection
{
    public static ReportSection Of(PortfolioView view) => new("Portfolio health",
    [
        Snapshot(view.Rollup),
        new Paragraph($"{Bottleneck(view.Rollup.Latest)}{(view.Rollup.Previous is { } before ? $"; before: {Bottleneck(before)}" : "")}", "Top bottleneck"),
        new Note(Source(view.Rollup)),
        .. MissionHealthTables.Of(view),
        .. TrendDrawings.Of(view),
    ]);

    private static Table Snapshot(PortfolioRollup rollup)
    {
        var (latest, previous, deltas) = (rollup.Latest, rollup.Previous, rollup.Deltas);
        return new Table(
            [new("Figure"), Column.Number("Latest"), Column.Number("Before"), Column.Number("Change")],
            [
                Row("Active runs", latest.ActiveRuns, previous?.ActiveRuns, deltas?.ActiveRuns),
                Row("Completed runs", latest.CompletedRuns, previous?.CompletedRuns, deltas?.CompletedRuns),
                Row("Missions at risk", latest.MissionsAtRisk, previous?.MissionsAtRisk, deltas?.MissionsAtRisk),
                Row("Average KPI improvement, %", latest.AvgKpiImprovementPct, previous?.AvgKpiImprovementPct, deltas?.AvgKpiImprovementPct),
                Row("Escalations in 24 hours", latest.EscalationsLast24h, previous?.EscalationsLast24h, deltas?.EscalationsLast24h),
                Row("Human interventions in 24 hours", latest.HumanInterventionsLast24h, previous?.HumanInterventionsLast24h, deltas?.HumanInterventionsLast24h),
            ]);
    }

    private static IReadOnlyList<Cell> Row(string name, decimal? latest, decimal? previous, decimal? delta) =>
        [name, Say.Number(latest, 1), Say.Number(previous, 1), Say.Signed(delta)];

    private static string Bottleneck(PortfolioSnapshot snapshot) =>
        snapshot.TopBottleneckTaskId is { } id ? $"{snapshot.TopBottleneckTaskName ?? id} ({id})" : Say.Nothing;

    private static string Source(PortfolioRollup rollup)
    {
        var latest = rollup.Latest.ComputedAt is { } at ? $"computed for {Say.Time(at)}" : "as recorded";
        var before = rollup.Previous is { } previous ? $"; before: {Say.Day(previous.SnapshotDate)}" : "; there is no earlier one";
        return $"Portfolio-wide. Latest snapshot: {Say.Day(rollup.Latest.SnapshotDate)}, {latest}{before}.";
    }
}
