using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The primary KPI of each mission over its runs, those furthest from their targets where there are many.</summary>
internal static class TrendDrawings
{
    public static IEnumerable<ReportBlock> Of(PortfolioView view)
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
        return TrendChart.Draw(id, health.MissionName, note, points, kpi.Target, kpi.Baseline);
    }
}
