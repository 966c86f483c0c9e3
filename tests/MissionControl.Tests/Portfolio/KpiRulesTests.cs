using MissionControl.Missions;
using MissionControl.Portfolio;

namespace MissionControl.Tests.Portfolio;

public sealed class KpiRulesTests
{
    private static readonly KpiDefinition Kpi = new("x");

    [Theory]
    [InlineData("2", "5", "2.1", "58.0")]
    [InlineData("4", "12", "3.2", "73.3")]
    [InlineData("7", "14", "8", "42.9")]
    [InlineData("92", "84", "90.4", "7.6")]
    [InlineData("2", "5", "6", "-20.0")]
    [InlineData("8", "5", "4", "-20.0")]
    [InlineData("2", "-4", "-1", "75.0")]
    [InlineData("0", "8", "7.9", "1.3")]
    public void Improvement_AgainstTheBaseline_IsRoundedHalfAwayFromZero(string target, string baseline, string actual, string expected) =>
        Assert.Equal(Number(expected), KpiRules.ImprovementPct(Kpi with { Target = Number(target), Baseline = Number(baseline) }, Number(actual)));

    [Fact]
    public void Improvement_WithoutSomethingToDivideBy_IsNoFigure()
    {
        Assert.Null(KpiRules.ImprovementPct(Kpi with { Target = 2, Baseline = 0 }, 1));
        Assert.Null(KpiRules.ImprovementPct(Kpi with { Target = 2 }, 1));
        Assert.Null(KpiRules.ImprovementPct(Kpi with { Target = 2, Baseline = 5 }, null));
        Assert.Null(KpiRules.ImprovementPct(Kpi with { Target = 2, Baseline = 0.0000000000000000001m }, 1_000_000_000_000_000));
    }

    [Theory]
    [InlineData("2", "5", "2", KpiStatus.Green)]
    [InlineData("2", "5", "2.4", KpiStatus.Yellow)]
    [InlineData("2", "5", "2.41", KpiStatus.Red)]
    [InlineData("10", "5", "10", KpiStatus.Green)]
    [InlineData("10", "5", "8", KpiStatus.Yellow)]
    [InlineData("10", "5", "7.99", KpiStatus.Red)]
    [InlineData("0", "5", "0", KpiStatus.Green)]
    [InlineData("0", "5", "0.001", KpiStatus.Red)]
    [InlineData("-10", "5", "-8", KpiStatus.Yellow)]
    [InlineData("-10", "5", "-7.9", KpiStatus.Red)]
    public void Status_AgainstTheTarget_FollowsHowFarItIsMissed(string target, string baseline, string actual, KpiStatus expected) =>
        Assert.Equal(expected, KpiRules.Status(Kpi with { Target = Number(target), Baseline = Number(baseline) }, Number(actual)));

    [Fact]
    public void Status_AgainstALimit_IsGreenOrRed()
    {
        Assert.Equal(KpiStatus.Green, KpiRules.Status(Kpi with { Max = 5 }, 5));
        Assert.Equal(KpiStatus.Red, KpiRules.Status(Kpi with { Max = 5 }, 5.01m));
        Assert.Equal(KpiStatus.Green, KpiRules.Status(Kpi with { Min = 3 }, 3));
        Assert.Equal(KpiStatus.Red, KpiRules.Status(Kpi with { Min = 3 }, 2.99m));
        Assert.Equal(KpiStatus.Green, KpiRules.Status(Kpi with { Threshold = 4 }, 4));
        Assert.Equal(KpiStatus.Red, KpiRules.Status(Kpi with { Threshold = 4 }, 3.9m));
        Assert.Equal(KpiStatus.Red, KpiRules.Status(Kpi with { Target = 2, Baseline = 5, Max = 1 }, 1.5m));
    }

    [Fact]
    public void Status_WithoutAValueOrAnythingToHoldItAgainst_SaysSo()
    {
        Assert.Equal(KpiStatus.NoData, KpiRules.Status(Kpi with { Target = 2 }, null));
        Assert.Equal(KpiStatus.NoTarget, KpiRules.Status(Kpi with { Baseline = 2 }, 3));
    }

    [Theory]
    [InlineData(KpiDirection.Higher, "2", "5", KpiDirection.Higher)]
    [InlineData(null, "2", "5", KpiDirection.Lower)]
    [InlineData(null, "5", "2", KpiDirection.Higher)]
    [InlineData(null, "5", "5", KpiDirection.Higher)]
    [InlineData(null, "5", null, KpiDirection.Higher)]
    public void Direction_AsStatedElseFromTargetAndBaseline(KpiDirection? stated, string? target, string? baseline, KpiDirection expected) =>
        Assert.Equal(expected, KpiRules.Direction(Kpi with { Direction = stated, Target = target is null ? null : Number(target), Baseline = baseline is null ? null : Number(baseline) }));

    [Fact]
    public void Primary_OfSeveral_IsTheMarkedOneElseTheFirstWithTargetAndBaseline()
    {
        KpiDefinition[] kpis = [new("a") { Target = 1 }, new("b") { Target = 1, Baseline = 2 }, new("c") { Target = 1, Baseline = 2 }];

        Assert.Equal("b", KpiRules.Primary(kpis)!.Name);
        Assert.Equal("a", KpiRules.Primary([kpis[0] with { Primary = true }, kpis[1]])!.Name);
        Assert.Null(KpiRules.Primary([kpis[0]]));
    }

    [Fact]
    public void Keys_OfReferenceFiles_SpeakOfOneKpiEach()
    {
        var kpis = KpiKey.Read([new("target_speed_days", 2), new("max_steps", 5), new("baseline_speed_days", 5), new("csat_threshold", 4), new("min_calls", 3), new("nonsense", 1), new("target_", 1)]);

        Assert.Equal(
            [new("speed_days") { Target = 2, Baseline = 5 }, new("steps") { Max = 5 }, new("csat") { Threshold = 4 }, new KpiDefinition("calls") { Min = 3 }],
            kpis);
    }

    [Fact]
    public void Values_OfAnOwnRun_ComeFromMappingsUnitsAndHops()
    {
        KpiDefinition[] kpis = [new("mapped") { StateAsset = "a" }, new("lost_hours") { StateAsset = "b" }, new("age_days"), new("age_hours"), new("age_minutes"), new("steps"), new("csat")];

        var values = KpiValues.Fill(kpis, new Dictionary<string, decimal> { ["mapped"] = 7 }, totalDurationMinutes: 90, completedHops: 4);

        Assert.Equal([("mapped", 7m), ("age_days", 0.0625m), ("age_hours", 1.5m), ("age_minutes", 90m), ("steps", 4m)], values.Select(value => (value.Key, value.Value)));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
