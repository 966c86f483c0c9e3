using MissionControl.Portfolio;
using MissionControl.Reports.Drawing;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The points of a mission's KPI: history first, marked as such, then its completed runs in order of their starts.</summary>
internal static class TrendSeries
{
    private const string HistoricalPrefix = "actual_";

    /// <summary>As many points as can be told apart in a small chart, the latest.</summary>
    private const int MostPoints = 40;

    public static IReadOnlyList<TrendPoint> Of(PortfolioView view, MissionHealth health)
    {
        if (health.Kpi is not { } kpi)
        {
            return [];
        }

        var history = view.Portfolio.Reference.Historical.Where(row => row.MissionId == health.MissionId)
            .SelectMany(row => row.Series).Where(series => series.Key == HistoricalPrefix + kpi)
            .SelectMany(series => series.Value).Select((value, place) => new TrendPoint($"history {place + 1}", value, IsHistorical: true));
        var runs = view.Records.Runs.Where(run => run.MissionId == health.MissionId && run.IsCompleted && run.Kpis.ContainsKey(kpi))
            .OrderBy(run => run.StartTime).ThenBy(run => run.RunId, StringComparer.Ordinal)
            .Select(run => new TrendPoint(Say.Day(DateOnly.FromDateTime(run.StartTime.UtcDateTime)), run.Kpis[kpi]));
        return history.Concat(runs).TakeLast(MostPoints).ToList();
    }
}
