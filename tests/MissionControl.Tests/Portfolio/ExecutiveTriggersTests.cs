using MissionControl.Portfolio;
using MissionControl.Tests.Telemetry;

namespace MissionControl.Tests.Portfolio;

public sealed class ExecutiveTriggersTests
{
    private static readonly PortfolioSettings Settings = new() { PortfolioBudgetUsd = 200 };

    [Theory]
    [InlineData(1, 2, 4, 199, "")]
    [InlineData(2, 2, 4, 199, "missions_at_risk")]
    [InlineData(1, 3, 4, 199, "escalations_24h")]
    [InlineData(1, 2, 5, 199, "risk_events_open")]
    [InlineData(1, 2, 4, 200, "budget_exceeded")]
    [InlineData(9, 9, 9, 999, "missions_at_risk escalations_24h risk_events_open budget_exceeded")]
    public void Triggers_AtOrAboveTheirThresholds_Fire(int atRisk, int escalations, int open, int cost, string expected)
    {
        var conditions = ExecutiveTriggers.Conditions(Snapshot(atRisk, escalations), open, cost, Settings);

        var change = ExecutiveTriggers.Evaluate([], conditions, Logs.Day);

        Assert.Equal(expected, string.Join(' ', change.Fired.Select(trigger => trigger.TriggerType)));
        Assert.Equal(change.Active, change.Fired);
        Assert.Empty(change.Cleared);
    }

    [Fact]
    public void Trigger_OverTime_FiresOnceAndClearsOnce()
    {
        IReadOnlyList<ExecutiveTrigger> active = [];
        var told = new List<string>();
        int[] atRisk = [0, 2, 3, 2, 1, 1, 4, 4, 0, 0];
        for (var hour = 0; hour < atRisk.Length; hour++)
        {
            var change = ExecutiveTriggers.Evaluate(active, ExecutiveTriggers.Conditions(Snapshot(atRisk[hour], 0), 0, null, Settings), Logs.Day.AddHours(hour));
            told.AddRange(change.Fired.Select(_ => $"fired at {hour}"));
            told.AddRange(change.Cleared.Select(_ => $"cleared at {hour}"));
            Assert.All(change.Active, trigger => Assert.Equal(hour < 6 ? Logs.Day.AddHours(1) : Logs.Day.AddHours(6), trigger.FiredAt));
            Assert.All(change.Active, trigger => Assert.Equal(atRisk[hour], trigger.Value));
            active = change.Active;
        }

        Assert.Equal(["fired at 1", "cleared at 4", "fired at 6", "cleared at 8"], told);
    }

    [Fact]
    public void Trigger_EvaluatedTwiceAtOnce_TellsNothingTheSecondTime()
    {
        var conditions = ExecutiveTriggers.Conditions(Snapshot(2, 3), 5, null, Settings);
        var first = ExecutiveTriggers.Evaluate([], conditions, Logs.Day);

        var second = ExecutiveTriggers.Evaluate(first.Active, conditions, Logs.Day);

        Assert.Equal(3, first.Fired.Count);
        Assert.Empty(second.Fired);
        Assert.Empty(second.Cleared);
        Assert.Equal(first.Active, second.Active);
    }

    [Fact]
    public void Budget_ThatNobodySetOrThatHasNoCost_NeverFires()
    {
        Assert.Null(ExecutiveTriggers.Conditions(Snapshot(0, 0), 0, 1000, PortfolioSettings.Default)[3].Value);
        Assert.Null(ExecutiveTriggers.Conditions(Snapshot(0, 0), 0, null, Settings)[3].Value);
        Assert.False(ExecutiveTriggers.Conditions(Snapshot(0, 0), 0, 1000, new PortfolioSettings { PortfolioBudgetUsd = 0 })[3].IsTrue);
    }

    [Theory]
    [InlineData(true, 0, false, "HIGH")]
    [InlineData(true, 3, true, "HIGH")]
    [InlineData(false, 1, false, "MEDIUM")]
    [InlineData(false, 0, true, "MEDIUM")]
    [InlineData(false, 0, false, "LOW")]
    public void Verdict_FollowsTriggersThenMissionsAndHighRisks(bool trigger, int atRisk, bool high, string expected) =>
        Assert.Equal(expected, Verdicts.Word(Verdicts.Of(trigger, atRisk, high)));

    private static PortfolioSnapshot Snapshot(int atRisk, int escalations) =>
        new(DateOnly.FromDateTime(Logs.Day.UtcDateTime)) { MissionsAtRisk = atRisk, EscalationsLast24h = escalations };
}
