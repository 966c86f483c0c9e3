using MissionControl.Reference;
using MissionControl.Risk;
using MissionControl.Tests.Reference;

namespace MissionControl.Tests.Risk;

public sealed class RiskRollupTests
{
    [Fact]
    public void Severities_OfFiles_KeepTheirWordsAndWeighOne()
    {
        RiskEvent[] events = [Event("a", "critical"), Event("b", "HIGH"), Event("c", null), Event("d", "low", "resolved"), Event("e", "spicy", "closed"), Event("f", "spicy", "weird")];

        var rollup = RiskRollup.Of(events);

        Assert.Equal([("critical", 1), ("high", 1), ("medium", 1), ("low", 1), ("spicy", 2)], rollup.BySeverity.Select(one => (one.Key, one.Value)));
        Assert.Equal((6, 5, 1), (rollup.TotalCount, rollup.OpenCount, rollup.ClosedCount));
        Assert.Equal((12, 11), (rollup.Index, rollup.OpenIndex));
    }

    [Fact]
    public void Rollup_OfNothing_IsEmpty()
    {
        var rollup = RiskRollup.Of([]);

        Assert.Equal((0, 0, 0, 0), (rollup.TotalCount, rollup.OpenCount, rollup.Index, rollup.OpenIndex));
        Assert.Empty(rollup.BySeverity);
    }

    [Fact]
    public void Rollup_OfTheShippedEvents_LeavesOutThoseThatWereReplaced()
    {
        var rollup = RiskRollup.Of(Files.ReadShipped().Set.RiskEvents.Select(RiskEvent.Of));

        // 16 rows, two of them replaced; open are two breaches (2 each) and a failure (3).
        Assert.Equal((14, 3, 11), (rollup.TotalCount, rollup.OpenCount, rollup.ClosedCount));
        Assert.Equal([("high", 3), ("medium", 10), ("low", 1)], rollup.BySeverity.Select(one => (one.Key, one.Value)));
        Assert.Equal((30, 7), (rollup.Index, rollup.OpenIndex));
    }

    private static RiskEvent Event(string id, string? severity, string status = "open") =>
        RiskEvent.Of(new RecordedRiskEvent(id, "M1", "odd_risk") { Severity = severity ?? "", Status = status });
}
