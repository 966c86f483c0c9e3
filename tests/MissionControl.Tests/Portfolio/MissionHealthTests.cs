using MissionControl.Portfolio;
using MissionControl.Telemetry;
using MissionControl.Tests.Reports;

namespace MissionControl.Tests.Portfolio;

public sealed class MissionHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Health_OfAMission_LooksAtNoOtherMission()
    {
        var whole = HandMadePortfolio.View().Health;

        foreach (var mission in new[] { "M1", "M2", "M3" })
        {
            var alone = PortfolioAnalysis.Of(HandMadePortfolio.Records.Of(mission), new PortfolioScope(HandMadePortfolio.AsOf), HandMadePortfolio.Settings).Health;

            Assert.Equal(Wire.Serialize(whole.Single(one => one.MissionId == mission)), Wire.Serialize(Assert.Single(alone)));
        }
    }

    [Theory]
    [InlineData(6, 2, "approval_delay", 8)]
    [InlineData(2, 6, "overrun", 8)]
    [InlineData(4, 4, "approval_delay", 8)]
    [InlineData(0, 0, "risk", 0)]
    public void Driver_OfTheBottleneck_IsWhateverIsMoreOfIt(int delay, int overrun, string driver, int minutes)
    {
        var health = Of(Log("T1") with { HumanDelayMinutes = delay, EstimatedDurationMinutes = 10, ActualDurationMinutes = 10 + overrun });

        Assert.Equal(new MissionBottleneck(minutes > 0 ? "T1" : "T2", minutes > 0 ? "T1" : "T2", driver, minutes), health.Bottleneck);
    }

    [Fact]
    public void Delay_AtATaskWithoutAnEstimate_HoldsTheMissionUpToo()
    {
        var health = Of(Log("T1") with { HumanDelayMinutes = 9, ActualDurationMinutes = 100 }, Log("T2") with { EstimatedDurationMinutes = 1, ActualDurationMinutes = 4 });

        Assert.Equal(new MissionBottleneck("T1", "T1", "approval_delay", 9), health.Bottleneck);
    }

    [Fact]
    public void Friction_WhereRunsAreShorterThanWhatPeopleTook_IsAHundred()
    {
        var health = Of(Log("T1") with { HumanDelayMinutes = 900 });

        Assert.Equal((100, 0), (health.OperationalFrictionPct, health.Score.Parts[^1].Value));
    }

    [Fact]
    public void Score_WithOtherWeights_FollowsThem()
    {
        var settings = HandMadePortfolio.Settings with { Health = new HealthWeights { Kpi = 1, Reliability = 0, Risk = 1, Flow = 0, PointsPerRisk = 5 } };

        var health = PortfolioAnalysis.Of(HandMadePortfolio.Records, new PortfolioScope(HandMadePortfolio.AsOf), settings).Health;

        // M1 (96.7 + 100) / 2; M2 way 60, open index 6 takes 30.
        Assert.Equal([98.4m, 65m, null], health.Select(one => one.Score.Value));
    }

    [Fact]
    public void Score_WithoutAnyWeight_IsNoFigure()
    {
        var settings = HandMadePortfolio.Settings with { Health = new HealthWeights { Kpi = 0, Reliability = 0, Risk = 0, Flow = 0 } };

        Assert.All(PortfolioAnalysis.Of(HandMadePortfolio.Records, new PortfolioScope(HandMadePortfolio.AsOf), settings).Health, health => Assert.Null(health.Score.Value));
    }

    [Theory]
    [InlineData(3, 9, 6, 50)]
    [InlineData(9, 3, 6, 50)]
    [InlineData(3, 9, 2, 100)]
    [InlineData(3, 9, 12, 0)]
    [InlineData(5, 5, 5, 100)]
    [InlineData(5, 5, 4, 0)]
    public void Way_ToATarget_IsMeasuredFromTheBaselineInItsDirection(int target, int baseline, int actual, int expected)
    {
        var mission = new PortfolioMission("M1", "One") { Kpis = [new("x") { Target = target, Baseline = baseline }] };
        var records = new PortfolioRecords { Missions = [mission], Runs = [Run() with { Kpis = new Dictionary<string, decimal> { ["x"] = actual } }] };

        var health = Assert.Single(PortfolioAnalysis.Of(records, new PortfolioScope(Now), PortfolioSettings.Default).Health);

        Assert.Equal(("kpi", (decimal?)expected), (health.Score.Parts[0].Part, health.Score.Parts[0].Value));
    }

    private static MissionHealth Of(params TaskLog[] logs) => Assert.Single(PortfolioAnalysis.Of(
        new PortfolioRecords
        {
            Missions = [new("M1", "One")],
            Runs = [Run()],
            TaskLogs = logs,
            RiskEvents = [new("E1", "R1", "M1", "T2", "x", "high", null, Now, "open"), new("E2", "R1", "M1", "T3", "x", "low", null, Now, "open")],
        },
        new PortfolioScope(Now),
        PortfolioSettings.Default).Health);

    private static MissionRun Run() => new("R1", "M1", Now.AddHours(-3), "completed") { EndTime = Now.AddHours(-2), TotalDurationMinutes = 60 };

    private static TaskLog Log(string task) => new("R1", "M1", task, "A1", "completed") { EndedAt = Now.AddHours(-2) };
}
