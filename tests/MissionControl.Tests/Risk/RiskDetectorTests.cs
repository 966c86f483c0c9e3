using MissionControl.Missions;
using MissionControl.Risk;

namespace MissionControl.Tests.Risk;

public sealed class RiskDetectorTests
{
    private static readonly DateTimeOffset T = new(2026, 2, 6, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, RiskEvent> _events = [];

    [Theory]
    [InlineData("4.999", "")]
    [InlineData("5", "approval_delay medium open")]
    [InlineData("9.999", "approval_delay medium open")]
    [InlineData("10", "approval_delay high open")]
    public void Delay_OfAPerson_IsARiskBeforeTheDecision(string minutes, string expected)
    {
        Tell(new PersonIsLate("R1", "M1", "T1", Number(minutes), T));

        Assert.Equal(expected, All());
    }

    [Fact]
    public void Delay_OfAPerson_WorsensAndClosesAsOneEvent()
    {
        Tell(new PersonIsLate("R1", "M1", "T1", 5, T.AddMinutes(5)));
        var opened = _events.Values.Single();
        Tell(new PersonIsLate("R1", "M1", "T1", 10, T.AddMinutes(10)));
        Assert.Equal("approval_delay high open", All());
        Tell(new PersonDecided("R1", "M1", "T1", 12, T.AddMinutes(12)));

        var closed = Assert.Single(_events.Values);
        Assert.Equal((opened.EventId, T.AddMinutes(5), "closed", T.AddMinutes(12), "system", "decided"), (closed.EventId, closed.DetectedAt, closed.Status, closed.ClosedAt, closed.ClosedBy, closed.Reason));
    }

    [Fact]
    public void Delay_ThatNoTimerTold_IsRaisedAndClosedByTheDecision()
    {
        Tell(new PersonDecided("R1", "M1", "T1", 11, T));

        Assert.Equal("approval_delay high closed", All());
    }

    [Theory]
    [InlineData("14.9", "10", "")]
    [InlineData("15", "10", "task_overrun low open")]
    [InlineData("19.9", "10", "task_overrun low open")]
    [InlineData("20", "10", "task_overrun medium open")]
    [InlineData("3.9", "2", "")]
    [InlineData("4", "2", "task_overrun medium open")]
    [InlineData("99", null, "")]
    public void Overrun_OfAHop_NeedsTheShareAndTheMinutes(string actual, string? estimate, string expected)
    {
        Tell(new HopTook("R1", "M1", "T1", Number(actual), estimate is null ? null : Number(estimate), T));

        Assert.Equal(expected, All());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DelayAndOverrun_OfOneTask_AreReplacedByOneBreach(bool delayIsClosed)
    {
        Tell(new PersonIsLate("R1", "M1", "T1", 6, T));
        if (delayIsClosed)
        {
            Tell(new PersonDecided("R1", "M1", "T1", 7, T.AddMinutes(1)));
        }

        Tell(new HopTook("R1", "M1", "T1", 20, 10, T.AddMinutes(20)));

        Assert.Equal("approval_delay medium closed, sla_breach_risk medium open, task_overrun medium closed", All());
        var breach = _events.Values.Single(risk => risk.RiskType == "sla_breach_risk");
        Assert.All(_events.Values.Where(risk => risk != breach), risk => Assert.Equal($"replaced_by {breach.EventId}", risk.Reason));
        Assert.Equal((1, 1, 2), (RiskRollup.Of(_events.Values).TotalCount, RiskRollup.Of(_events.Values).OpenCount, RiskRollup.Of(_events.Values).Index));

        Tell(new PersonIsLate("R1", "M1", "T1", 30, T.AddMinutes(40)));
        Tell(new RunEnded("R1", "M1", RunStatus.Completed, T.AddMinutes(50)));
        Assert.Equal("approval_delay medium closed, sla_breach_risk medium closed, task_overrun medium closed", All());
    }

    [Fact]
    public void DelayAndOverrun_OfDifferentTasks_AreTwoRisks()
    {
        Tell(new PersonIsLate("R1", "M1", "T1", 6, T));
        Tell(new HopTook("R1", "M1", "T2", 20, 10, T));

        Assert.Equal("approval_delay medium open, task_overrun medium open", All());
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "rework medium open")]
    public void Rounds_MoreThanTwo_AreRework(int round, string expected)
    {
        Tell(new HopRoundBegan("R1", "M1", "T1", round, T));

        Assert.Equal(expected, All());
    }

    [Theory]
    [InlineData("80", "")]
    [InlineData("80.01", "budget_risk medium open")]
    [InlineData("100", "budget_risk medium open")]
    [InlineData("100.01", "budget_risk critical open")]
    public void Cost_PastTheBudget_NeverClosesByItself(string cost, string expected)
    {
        Tell(new CostReached("R1", "M1", Number(cost), 100, T));
        Tell(new RunEnded("R1", "M1", RunStatus.Completed, T.AddHours(1)));

        Assert.Equal(expected, All());
    }

    [Fact]
    public void Time_PastTheBudget_IsABreachOfTheRunUntilItCompletes()
    {
        Tell(new RunReachedItsTime("R1", "M1", 60, 60, T));
        Assert.Equal("sla_breach_risk medium open", All());
        Assert.Null(_events.Values.Single().TaskId);

        Tell(new RunEnded("R1", "M1", RunStatus.Completed, T.AddMinutes(9)) { RunMinutes = 69, BudgetMinutes = 60 });
        Assert.Equal("sla_breach_risk medium closed", All());
    }

    [Theory]
    [InlineData(RunStatus.Failed, "boom", "workflow_failure high open")]
    [InlineData(RunStatus.Rejected, "rejected", "workflow_failure high open")]
    [InlineData(RunStatus.Failed, "invalid_output", "data_validation_failure high open")]
    [InlineData(RunStatus.Terminated, "terminated", "")]
    [InlineData(RunStatus.Completed, null, "")]
    public void Failure_OfARun_ClosesWhenARetryCompletes(RunStatus status, string? error, string expected)
    {
        Tell(new RunEnded("R1", "M1", status, T) { Errors = error is null ? [] : [new RunError(error, "It broke.", "T1")] });
        Assert.Equal(expected, All());

        Tell(new RunEnded("R1", "M1", RunStatus.Completed, T.AddHours(1)));
        Assert.Equal(expected.Replace("open", "closed", StringComparison.Ordinal), All());
    }

    [Fact]
    public void Kpi_ThatIsRedOrBelowItsThreshold_ClosesWhenTheNextRunMeetsIt()
    {
        Tell(Ended("R1", T, 5.2m, 3.8m));
        Assert.Equal("csat_risk high open, resolution_time_breach medium open", All());

        Tell(Ended("R2", T.AddDays(1), 4.5m, 4.5m));
        Assert.Equal("csat_risk high closed, resolution_time_breach medium open", All());

        Tell(Ended("R3", T.AddDays(2), 4m, 4.5m));
        Assert.Equal("csat_risk high closed, resolution_time_breach medium closed", All());
        Assert.All(_events.Values, risk => Assert.Equal("next_run_meets_it", risk.Reason));
    }

    [Fact]
    public void Kpi_WithoutAValue_IsNoRisk()
    {
        Tell(new RunEnded("R1", "M1", RunStatus.Completed, T) { Kpis = Kpis });

        Assert.Empty(_events);
    }

    [Fact]
    public void Facts_ToldAgain_ChangeNothing()
    {
        RiskFact[] facts =
        [
            new PersonIsLate("R1", "M1", "T1", 5, T), new PersonIsLate("R1", "M1", "T1", 10, T.AddMinutes(5)), new PersonDecided("R1", "M1", "T1", 11, T.AddMinutes(6)),
            new HopTook("R1", "M1", "T2", 20, 10, T.AddMinutes(30)), new HopRoundBegan("R1", "M1", "T2", 3, T.AddMinutes(31)),
            new RunEnded("R1", "M1", RunStatus.Failed, T.AddMinutes(40)), Ended("R1", T.AddMinutes(90), 9, 1),
        ];
        foreach (var fact in facts)
        {
            Tell(fact);
            Assert.Empty(RiskDetector.Apply(_events.Values, fact));
        }

        var after = _events.Values.ToList();
        Assert.All(facts, fact => Assert.Empty(RiskDetector.Apply(after, fact)));
    }

    [Fact]
    public void Event_ThatAPersonClosed_OpensAgainOnlyWhenItIsWorse()
    {
        Tell(new PersonIsLate("R1", "M1", "T1", 5, T));
        var risk = _events.Values.Single();
        _events[risk.EventId] = risk.Close("vera", T.AddMinutes(1), "known");

        Tell(new PersonIsLate("R1", "M1", "T1", 6, T.AddMinutes(2)));
        Assert.Equal("approval_delay medium closed", All());

        Tell(new PersonIsLate("R1", "M1", "T1", 10, T.AddMinutes(5)));
        Assert.Equal("approval_delay high open", All());
    }

    [Fact]
    public void Event_ClosedByTwoPeople_KeepsTheFirst()
    {
        Tell(new PersonIsLate("R1", "M1", "T1", 5, T));
        var closed = _events.Values.Single().Acknowledge("uma", T, null).Close("vera", T, "known").Close("hugo", T.AddDays(1), "late");

        Assert.Equal(("vera", "known", "closed"), (closed.ClosedBy, closed.Reason, closed.Acknowledge("uma", T, null).Status));
    }

    private static readonly KpiDefinition[] Kpis = [new("resolution_time_hours") { Target = 4, Baseline = 12 }, new("csat") { Threshold = 4 }];

    private static RunEnded Ended(string run, DateTimeOffset at, decimal hours, decimal csat) =>
        new(run, "M1", RunStatus.Completed, at) { Kpis = Kpis, KpiValues = new Dictionary<string, decimal> { ["resolution_time_hours"] = hours, ["csat"] = csat } };

    private void Tell(RiskFact fact)
    {
        foreach (var changed in RiskDetector.Apply(_events.Values, fact))
        {
            _events[changed.EventId] = changed;
        }
    }

    private string All() =>
        string.Join(", ", _events.Values.Select(risk => $"{risk.RiskType} {risk.Severity} {risk.Status}").Order(StringComparer.Ordinal));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
