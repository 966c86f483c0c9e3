using MissionControl.Agents;

namespace MissionControl.Tests.Agents;

public sealed class AgentScoreTests
{
    [Theory]
    [InlineData("5", "1", "0", "0.9248")]
    [InlineData("3.3", "1", "0", "0.9504")]
    [InlineData("13.3", "0.95", "0.1", "0.65")]
    [InlineData("0", "0", "1", "-1")]
    public void Score_WithTheDefaultWeights_FollowsTheFormula(string duration, string approval, string escalation, string score)
    {
        var stats = new AgentStats("a", Number(duration), Number(approval), Number(escalation));

        Assert.Equal(Number(score), Math.Round(AgentScore.Of(stats, 13.3m, new RoutingWeights()), 4, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public void Score_WithoutStatistics_TakesRatesAsNothingAndAnHour() =>
        Assert.Equal(-1.2m, AgentScore.Of(null, 10m, new RoutingWeights()));

    [Fact]
    public void Weights_ThatDiffer_ChangeTheScore() =>
        Assert.Equal(1.3m, AgentScore.Of(new("a", 5, 0.9m, 0.1m), 10m, new RoutingWeights { Approval = 2, Escalation = 3, Duration = 0.4m }));

    [Theory]
    [InlineData(new double[0], 1)]
    [InlineData(new[] { 0.0 }, 1)]
    [InlineData(new[] { 2.5, 7.5 }, 7.5)]
    public void LongestDuration_ThatIsNotPositive_IsOne(double[] durations, double longest) =>
        Assert.Equal((decimal)longest, AgentScore.LongestDuration([.. durations.Select(one => new AgentStats("a", (decimal)one, 0, 0))]));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
