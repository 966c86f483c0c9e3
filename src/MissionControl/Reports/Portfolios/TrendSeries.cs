using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;
using MissionControl.Telemetry;

namespace MissionControl.Reports.Portfolios;

/// <summary>The points of a mission's KPI: history first, marked as such, then its completed runs in order of their starts.</summary>
internal static class TrendSeries
{
    private const string HistoricalPrefix = "actual_";

    /// <summary>As many points as can be told apart in a small chart, the latest.</summary>
    private const int MostPoints = 40;

    /// <summary>Mission id to its points; a mission without any is not there.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<TrendPoint>> Of(PortfolioView view)
    {
        var history = view.Portfolio.Reference.Historical.ToLookup(row => row.MissionId, StringComparer.Ordinal);
        var runs = view.Records.Runs.Where(run => run.IsCompleted).OrderBy(run => run.StartTime).ThenBy(run => run.RunId, StringComparer.Ordinal)
            .ToLookup(run => run.MissionId, StringComparer.Ordinal);
        var series = new Dictionary<string, IReadOnlyList<TrendPoint>>(StringComparer.Ordinal);
        foreach (var health in view.Health.Where(health => health.Kpi is not null))
        {
            var points = Historical(history[health.MissionId], health.Kpi!).Concat(Runs(runs[health.MissionId], health.Kpi!)).TakeLast(MostPoints).ToList();
            if (points.Count > 0)
            {
                series[health.MissionId] = points;
            }
        }

        return series;
    }

    private static IEnumerable<TrendPoint> Historical(IEnumerable<HistoricalKpis> rows, string kpi) =>
        rows.SelectMany(row => row.Series).Where(series => series.Key == HistoricalPrefix + kpi)
            .SelectMany(series => series.Value).Select((value, place) => new TrendPoint($"history {place + 1}", value, IsHistorical: true));

    private static IEnumerable<TrendPoint> Runs(IEnumerable<MissionRun> runs, string kpi) =>
        runs.Where(run => run.Kpis.ContainsKey(kpi)).Select(run => new TrendPoint(Say.Day(DateOnly.FromDateTime(run.StartTime.UtcDateTime)), run.Kpis[kpi]));
}
