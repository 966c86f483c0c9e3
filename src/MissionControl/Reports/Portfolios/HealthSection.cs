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
        new Paragraph($"{Bottleneck(view.Rollup.Latest)}{(view.Rollup.Previous is { } before ? $"; before: {Bottleneck(before)}" : "")}", "Top bottleneck"),
        new Note(Source(view.Rollup)),
        new Subheading("Health of each mission"),
        Missions(view),
        new Note(Meaning(view.Settings)),
        new Subheading("People and bottlenecks"),
        People(view),
        new Note("Friction: share of run time that people took. People per task: interventions per task round. Autonomy: share of task rounds done without anybody. Lost: human delay and overrun together."),
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
            new("Mission"), new("Health", true), new("KPI trend"), new("To target", true), new("Rolling average", true), new("Volatility", true),
            new("Way", true), new("Reliability", true), new("Risk", true), new("Flow", true),
        ],
        view.Health.Select(health => (IReadOnlyList<Cell>)
        [
            $"{health.MissionName} ({health.MissionId})",
            Score(health.Score),
            Trend(health.Trend),
            Say.PlainPercent(health.RemainingGapPct),
            Say.Number(health.Trend.RollingAverage),
            Say.Percent(health.Trend.VolatilityPct),
            .. health.Score.Parts.Select(part => (Cell)Say.Number(part.Value, 1)),
        ]).ToList(),
        "There are no missions.");

    private static Table People(PortfolioView view) => new(
        [new("Mission"), new("Friction", true), new("People per task", true), new("Autonomy", true), new("Bottleneck"), new("Driver"), new("Lost", true)],
        view.Health.Select(health => (IReadOnlyList<Cell>)
        [
            health.MissionId,
            Say.Percent(health.OperationalFrictionPct),
            Say.Number(health.HumanDependency),
            Say.Percent(health.AutonomyPct),
            health.Bottleneck?.TaskName,
            health.Bottleneck is { } bottleneck ? Say.Words(bottleneck.Driver) : Say.Nothing,
            health.Bottleneck is { Minutes: > 0 } lost ? Say.Minutes(lost.Minutes) : Say.Nothing,
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
        return $"Health is 0 to 100, the weighted mean of its parts: way from baseline to target ({Say.Number(weights.Kpi)}), reliability, runs completed of those that ended ({Say.Number(weights.Reliability)}), "
            + $"risk, 100 less {Say.Number(weights.PointsPerRisk)} per point of open risk ({Say.Number(weights.Risk)}), flow, time not spent waiting for people ({Say.Number(weights.Flow)}); a part without data has no weight. "
            + $"Trend, rolling average (last {settings.RollingRuns} runs) and volatility need {settings.TrendMinRuns} runs; a change up to {Say.Number(settings.TrendTolerancePct)} % is flat.";
    }

    private static IEnumerable<ReportBlock> TrendDrawings(PortfolioView view)
    {
        var series = TrendSeries.Of(view);
        var shown = view.Health.Where(health => series.ContainsKey(health.MissionId))
            .OrderByDescending(health => health.RemainingGapPct ?? -1).ThenBy(health => health.MissionId, StringComparer.Ordinal)
            .Take(view.Settings.MissionCharts).Select(health => health.MissionId).ToHashSet(StringComparer.Ordinal);
        var inOrder = view.Health.Where(health => shown.Contains(health.MissionId)).ToList();
        if (inOrder.Count == 0)
        {
            yield break;
        }

        var left = series.Count - inOrder.Count;
        yield return new Drawings(inOrder.Select((health, place) => Draw(view, health, series[health.MissionId], $"trend-{place + 1}")).ToList(), AreSmall: true)
        {
            Heading = "KPI of each mission over its runs",
            Note = "Hollow points are historical, from before there were runs."
                + (left > 0 ? $" Shown are the {inOrder.Count} missions furthest from their targets; {left} more have values." : ""),
        };
    }

    private static SafeMarkup Draw(PortfolioView view, MissionHealth health, IReadOnlyList<TrendPoint> points, string id)
    {
        var kpi = view.Kpis.First(kpi => kpi.MissionId == health.MissionId && kpi.IsPrimary);
        var note = $"{kpi.Kpi}, {(KpiRules.Direction(kpi.Definition) == KpiDirection.Lower ? "lower" : "higher")} is better";
        return TrendChart.Draw(id, $"{health.MissionId}: {health.MissionName}", note, points, kpi.Target, kpi.Baseline);
    }
}
