using System.Text.Json.Serialization;
using MissionControl.Missions;

namespace MissionControl.Portfolio;

/// <summary>How a mission's KPI moves over its own completed runs, in order of their starts. With fewer runs than the minimum nothing is said.</summary>
public sealed record KpiTrend
{
    public required TrendDirection Direction { get; init; }

    /// <summary>
    /// Change along the fitted line from the first run to the last, in percent of the mean, positive when it got better; one decimal.
    /// Null with too few runs, and where the mean is zero.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? ChangePct { get; init; }

    /// <summary>Mean of the latest runs, in the KPI's unit, two decimals. Null with too few runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? RollingAverage { get; init; }

    /// <summary>Standard deviation of the runs in percent of the mean, one decimal, from 0 on. Null with too few runs, and where the mean is zero.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? VolatilityPct { get; init; }

    /// <summary>Runs with a value that this is made from.</summary>
    public int Runs { get; init; }

    /// <param name="values">In order of the runs' starts.</param>
    public static KpiTrend Of(IReadOnlyList<decimal> values, KpiDirection better, PortfolioSettings settings)
    {
        var enough = values.Count >= Math.Max(2, settings.TrendMinRuns);
        var mean = values.Count == 0 ? 0 : values.Sum() / values.Count;
        var change = enough ? Change(values, mean, better) : null;
        return new KpiTrend
        {
            Direction = change switch
            {
                null => TrendDirection.InsufficientData,
                { } pct when Math.Abs(pct) <= settings.TrendTolerancePct => TrendDirection.Flat,
                > 0 => TrendDirection.Improving,
                _ => TrendDirection.Worsening,
            },
            ChangePct = change,
            RollingAverage = enough ? Figure.Mean(values.TakeLast(Math.Max(1, settings.RollingRuns)).ToList(), 2) : null,
            VolatilityPct = enough ? Volatility(values, mean) : null,
            Runs = values.Count,
        };
    }

    /// <summary>Slope of the least-squares line times the steps between first and last run.</summary>
    private static decimal? Change(IReadOnlyList<decimal> values, decimal mean, KpiDirection better)
    {
        var middle = (values.Count - 1) / 2m;
        var spread = values.Select((_, place) => (place - middle) * (place - middle)).Sum();
        var slope = values.Select((value, place) => (place - middle) * (value - mean)).Sum() / spread;
        var change = slope * (values.Count - 1);
        return Figure.Percent(better == KpiDirection.Lower ? -change : change, Math.Abs(mean));
    }

    private static decimal? Volatility(IReadOnlyList<decimal> values, decimal mean)
    {
        var variance = values.Sum(value => (double)(value - mean) * (double)(value - mean)) / (values.Count - 1);
        return mean == 0 || variance > 1e28 ? null : Figure.Percent((decimal)Math.Sqrt(variance), Math.Abs(mean));
    }
}

public enum TrendDirection
{
    /// <summary>Too few runs with a value, or a mean of zero.</summary>
    InsufficientData,
    Improving,

    /// <summary>Changed by no more than the tolerance.</summary>
    Flat,
    Worsening,
}
