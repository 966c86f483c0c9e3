using MissionControl.Agents;
using MissionControl.Telemetry;

namespace MissionControl.Tests.Telemetry;

public sealed class AgentStatisticsTests
{
    private static readonly AgentStats[] Baselines = [new("A1", 9, 0.9m, 0.1m) { LastUpdated = "2026-01-01" }, new("A2", 3, 1, 0)];

    [Theory]
    [InlineData(0, 9)]
    [InlineData(4, 9)]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    public void Baseline_OfAnAgent_IsReplacedFromTheFifthOwnLogOn(int logs, decimal average)
    {
        var own = AgentStatistics.TallyOwn(Enumerable.Range(1, logs).Select(round => Logs.Own("completed", round: round)));

        var effective = AgentStatistics.Effective(Baselines, own);

        Assert.Equal(["A1", "A2"], effective.Select(stats => stats.AgentId));
        Assert.Equal(average, effective[0].AvgTaskDurationMinutes);
        Assert.Equal(logs >= 5, AgentStatistics.IsOwn("A1", own));
    }

    [Fact]
    public void Baseline_OfAnAgent_IsNeverReplacedByImportedLogs()
    {
        var imported = Enumerable.Range(1, 50).Select(round => Logs.Own("completed", round: round) with { Origin = TelemetryOrigin.Recorded });

        Assert.Equal(Baselines, AgentStatistics.Effective(Baselines, AgentStatistics.TallyOwn(imported)));
    }

    [Fact]
    public void Baseline_OfAnAgentThatOnlyFailed_Stays() =>
        Assert.Equal(9, AgentStatistics.Effective(Baselines, AgentStatistics.TallyOwn(Enumerable.Range(1, 9).Select(round => Logs.Own("failed", round: round))))[0].AvgTaskDurationMinutes);

    [Fact]
    public void Agent_WithoutABaseline_HasStatisticsFromEnoughOwnLogsOn()
    {
        var own = AgentStatistics.TallyOwn(Enumerable.Range(1, 5).Select(round => Logs.Own("completed", round: round) with { AgentId = "A9" }));

        Assert.Equal(["A1", "A2", "A9"], AgentStatistics.Effective(Baselines, own).Select(stats => stats.AgentId));
        Assert.Equal(2, AgentStatistics.Effective(Baselines, own, minSamples: 6).Count);
    }
}
