using MissionControl.Missions;
using MissionControl.Portfolio;

namespace MissionControl.Tests.Portfolio;

public sealed class KpiTrendTests
{
    [Theory]
    [InlineData("3.1 2.6 2.1", KpiDirection.Lower, TrendDirection.Improving, "38.5", "2.6", "19.2")]
    [InlineData("3.1 2.6 2.1", KpiDirection.Higher, TrendDirection.Worsening, "-38.5", "2.6", "19.2")]
    [InlineData("100 101 102", KpiDirection.Higher, TrendDirection.Flat, "2.0", "101", "1.0")]
    [InlineData("1 2 3 10", KpiDirection.Higher, TrendDirection.Improving, "210.0", "5", "102.1")]
    public void Trend_OfEnoughRuns_IsTheFittedLine(string values, KpiDirection better, TrendDirection direction, string change, string rolling, string volatility)
    {
        var trend = KpiTrend.Of(Numbers(values), better, PortfolioSettings.Default);

        Assert.Equal((direction, Numbers(change)[0], Numbers(rolling)[0], Numbers(volatility)[0]), (trend.Direction, trend.ChangePct!.Value, trend.RollingAverage!.Value, trend.VolatilityPct!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4 2")]
    public void Trend_OfTooFewRuns_SaysNothing(string values)
    {
        var trend = KpiTrend.Of(Numbers(values), KpiDirection.Lower, PortfolioSettings.Default);

        Assert.Equal((TrendDirection.InsufficientData, null, null, null), (trend.Direction, trend.ChangePct, trend.RollingAverage, trend.VolatilityPct));
    }

    [Fact]
    public void Trend_AroundAMeanOfZero_SaysNothingInPercent()
    {
        var trend = KpiTrend.Of([-1, 0, 1], KpiDirection.Lower, PortfolioSettings.Default);

        Assert.Equal((TrendDirection.InsufficientData, null, null), (trend.Direction, trend.ChangePct, trend.VolatilityPct));
        Assert.Equal(0, trend.RollingAverage);
    }

    private static List<decimal> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => decimal.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToList();
}
