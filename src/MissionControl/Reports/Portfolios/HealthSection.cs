using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The latest snapshot against the one before, then each mission by its own records.</summary>
internal static class HealthSection
{
    public static ReportSection Of(PortfolioView view) => new("Portfolio health",
    [
        Snapshot(view.Rollup),
        new Note(Source(view.Rollup)),
        new Subheading("Health of each mission"),
        Missions(view),
        new Note(Meaning(view.Settings)),
        .. TrendDrawings(view),
    ]);

    private static Table Snapshot(PortfolioRollup rollup)
    {
        var (latest, previous, deltas) = (rollup.Latest, rollup.Previous, rollup.Deltas);
        return new Table(
            [new("Figure"), new("Latest", true), new("Before", true), new("Change", true)],
            [
                Row("Active runs", latest.ActiveRuns, previous?.ActiveRuns, deltas?.ActiveRuns),
                Row("Completed runs", latest.CompletedRuns, previous?.CompletedRuns, deltas?.CompletedRuns),
                Row("Missions at risk", latest.MissionsAtRisk, previous?.MissionsAtRisk, deltas?.MissionsAtRisk),
                Row("Average KPI improvement, %", latest.AvgKpiImprovementPct, previous?.AvgKpiImprovementPct, deltas?.AvgKpiImprovementPct),
                Row("Escalations in 24 hours", latest.EscalationsLast24h, previous?.EscalationsLast24h, deltas?.EscalationsLast24h),
                Row("Human interventions in 24 hours", latest.HumanInterventionsLast24h, previous?.HumanInterventionsLast24h, deltas?.HumanInterventionsLast24h),
                ["Top bottleneck", Bottleneck(latest), previous is null ? Say.Nothing : Bottleneck(previous), ""],
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

    private static Table Missions(PortfolioView view) => new(
        [
            new("Mission"), new("Health", true), new("KPI trend"), new("To target", true), new("Rolling avg.", true), new("Volatility", true),
            new("Friction", true), new("People per task", true), new("Autonomy", true), new("Bottleneck"),
        ],
        view.Health.Select(health => (IReadOnlyList<Cell>)
        [
            $"{health.MissionName} ({health.MissionId})",
            Score(health.Score),
            Trend(health.Trend),
            Say.PlainPercent(health.RemainingGapPct),
            Say.Number(health.Trend.RollingAverage),
            Say.Percent(health.Trend.VolatilityPct),
            Say.Percent(health.OperationalFrictionPct),
            Say.Number(health.HumanDependency),
            Say.Percent(health.AutonomyPct),
            health.Bottleneck is { } bottleneck ? $"{bottleneck.TaskName} ({Say.Words(bottleneck.Driver)}{(bottleneck.Minutes > 0 ? $", {Say.Minutes(bottleneck.Minutes)}" : "")})" : Say.Nothing,
        ]).ToList(),
        "There are no missions.");

    private static Cell Score(HealthScore score) => new(
        Say.Number(score.Value, 1),
        score.Value switch
        {
            null => Tone.Quiet,
            >= 80 => Tone.Good,
            >= 50 => Tone.Warning,
            _ => Tone.Bad,
        });

    private static Cell Trend(KpiTrend trend) => trend.Direction switch
    {
        TrendDirection.Improving => new($"improving {Say.Signed(trend.ChangePct)} %", Tone.Good),
        TrendDirection.Worsening => new($"worsening {Say.Signed(trend.ChangePct)} %", Tone.Bad),
        TrendDirection.Flat => new($"flat {Say.Signed(trend.ChangePct)} %", Tone.Quiet),
        _ => new("insufficient data", Tone.Quiet),
    };

    private static string Meaning(PortfolioSettings settings)
    {
        var weights = settings.Health;
        return $"Health is 0 to 100, the weighted mean of: way from baseline to target ({Say.Number(weights.Kpi)}), runs completed of those that ended ({Say.Number(weights.Reliability)}), "
            + $"100 less {Say.Number(weights.PointsPerRisk)} per point of open risk ({Say.Number(weights.Risk)}), time not spent waiting for people ({Say.Number(weights.Flow)}); a part without data has no weight. "
            + $"Trend, rolling average (last {settings.RollingRuns} runs) and volatility need {settings.TrendMinRuns} runs; a change up to {Say.Number(settings.TrendTolerancePct)} % is flat. "
            + "Friction: share of run time that people took. Autonomy: share of task rounds done without anybody.";
    }

    private static IEnumerable<ReportBlock> TrendDrawings(PortfolioView view)
    {
        var shown = view.Health.Where(health => TrendSeries.Of(view, health).Count > 0)
            .OrderByDescending(health => health.RemainingGapPct ?? -1).ThenBy(health => health.MissionId, StringComparer.Ordinal)
            .Take(view.Settings.MissionCharts).Select(health => health.MissionId).ToHashSet(StringComparer.Ordinal);
        var inOrder = view.Health.Where(health => shown.Contains(health.MissionId)).ToList();
        if (inOrder.Count == 0)
        {
            yield break;
        }

        var left = view.Health.Count(health => TrendSeries.Of(view, health).Count > 0) - inOrder.Count;
        yield return new Drawings(inOrder.Select((health, place) => Draw(view, health, $"trend-{place + 1}")).ToList(), AreSmall: true)
        {
            Heading = "KPI of each mission over its runs",
            Note = "Hollow points are historical, from before there were runs."
                + (left > 0 ? $" Shown are the {inOrder.Count} missions furthest from their targets; {left} more have values." : ""),
        };
    }

    private static SafeMarkup Draw(PortfolioView view, MissionHealth health, string id)
    {
        var kpi = view.Kpis.First(kpi => kpi.MissionId == health.MissionId && kpi.IsPrimary);
        var note = $"{kpi.Kpi}, {(KpiRules.Direction(kpi.Definition) == KpiDirection.Lower ? "lower" : "higher")} is better";
        return TrendChart.Draw(id, $"{health.MissionId}: {health.MissionName}", note, TrendSeries.Of(view, health), kpi.Target, kpi.Baseline);
    }
}
