using System.Text.Json.Nodes;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using MissionControl.Tests.Telemetry;

namespace MissionControl.Tests.Risk;

public sealed class RunRiskTests
{
    private static readonly TestMission Asking = TestMission.Create("m").Hop("a", hop => hop.Step("echo").Approval());

    [Fact]
    public async Task Delay_OfAPersonWhoHasNotDecided_IsARiskThatWorsensAndClosesWithTheDecision()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(Asking, "r1");
        await host.AdvanceAsync(new TimeSpan(0, 4, 59));
        Assert.Empty(await RisksAsync(host));

        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(("approval_delay", "medium", "open", "a"), Told(Assert.Single(await RisksAsync(host))));

        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(("approval_delay", "high", "open", "a"), Told(Assert.Single(await RisksAsync(host))));

        await host.VoteAsync("r1~hop~a~1", approve: true);
        var closed = Assert.Single(await RisksAsync(host));
        Assert.Equal(("approval_delay", "high", "closed", "a"), Told(closed));
        Assert.Equal((RiskEvent.System, RiskDetector.Decided), (closed.ClosedBy, closed.Reason));
        Assert.True((await host.Telemetry.Records.FindRunAsync("r1", CancellationToken.None))!.RiskFlagged);
    }

    [Fact]
    public async Task Delay_ThroughCrashes_IsOneRisk()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(Asking, "r1");
        await host.CrashAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(6));
        await host.CrashAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(6));
        await host.CrashAsync();

        Assert.Equal(("approval_delay", "high", "open", "a"), Told(Assert.Single(await RisksAsync(host))));
    }

    [Fact]
    public async Task Delay_OfAQuickDecision_IsNoRisk()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(Asking, "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(4));
        await host.VoteAsync("r1~hop~a~1", approve: true);
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Empty(await RisksAsync(host));
    }

    [Fact]
    public async Task Delay_OfThePlan_BelongsToNoTask()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("echo")).With("approvals", new JsonObject { ["plan"] = true }), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(("approval_delay", "medium", "open", null), Told(Assert.Single(await RisksAsync(host))));
    }

    [Theory]
    [InlineData(14, null)]
    [InlineData(15, "low")]
    [InlineData(20, "medium")]
    public async Task Work_BeyondItsEstimate_IsARiskFromOneAndAHalfOn(int minutes, string? severity)
    {
        var seen = new List<RiskEvent>();
        MissionHost? running = null;
        await using var host = running = await MissionHost.StartAsync(Durations.Tool("work", () => minutes), new ScriptedTool("look", async (_, _) =>
        {
            await running!.UntilAsync(async () => severity is null || (await RisksAsync(running)).Any(risk => risk.Severity == severity));
            seen.AddRange(await RisksAsync(running));
            return ToolResult.Of("value", 1);
        }));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.With("estimated_duration_minutes", 10).Step("work").Step("look")), "r1");

        Assert.Equal(severity is null ? [] : [("task_overrun", severity, "open", "a")], seen.Select(Told));
        Assert.Equal(severity is null ? [] : [("task_overrun", severity, "closed", "a")], (await RisksAsync(host)).Select(Told));
    }

    [Fact]
    public async Task Work_BeyondAShortEstimate_IsARiskFromTwoMinutesOverOn()
    {
        await using var host = await MissionHost.StartAsync(Durations.Tool("work", () => 2));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.With("estimated_duration_minutes", 0.5).Step("work")), "r1");
        Assert.Empty(await RisksAsync(host));

        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.With("estimated_duration_minutes", 0).Step("work")), "r2");
        Assert.Equal("medium", Assert.Single(await RisksAsync(host)).Severity);
    }

    [Fact]
    public async Task Work_WhileAPersonIsAsked_StandsStill()
    {
        await using var host = await MissionHost.StartAsync(Durations.Tool("work", () => 9), ScriptedTool.Echo("echo"));
        await host.RunAsync(
            TestMission.Create("m").Hop("a", hop => hop.With("estimated_duration_minutes", 10).Step("work").Step("echo", step => step["requires_human_approval"] = true).Step("work")), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(["approval_delay"], (await RisksAsync(host)).Select(risk => risk.RiskType));

        await host.VoteAsync("r1~step~a~step2~1", approve: true);

        // 18 minutes at work are an overrun, and with the delay of the same task one breach.
        var risks = await RisksAsync(host);
        var breach = risks.Single(risk => risk.RiskType == "sla_breach_risk");
        Assert.All(risks.Where(risk => risk != breach), risk => Assert.Equal($"replaced_by {breach.EventId}", risk.Reason));
        Assert.Equal(["approval_delay", "sla_breach_risk", "task_overrun"], risks.Select(risk => risk.RiskType).Order());
        Assert.Equal((1, 0), ((await host.Telemetry.Risks.CountAsync(CancellationToken.None)).TotalCount, (await host.Telemetry.Risks.CountAsync(CancellationToken.None)).OpenCount));
    }

    [Fact]
    public async Task Time_PastTheBudget_IsARiskWhileTheRunGoesOn()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("echo").Approval()).With("budget", new JsonObject { ["duration_minutes"] = 60 }), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(60));

        Assert.Contains(("sla_breach_risk", "medium", "open", null), (await RisksAsync(host)).Select(Told));

        await host.VoteAsync("r1~hop~a~1", approve: true);
        Assert.Contains(("sla_breach_risk", "medium", "closed", null), (await RisksAsync(host)).Select(Told));
    }

    [Theory]
    [InlineData(0.8, null)]
    [InlineData(0.81, "medium")]
    [InlineData(1.01, "critical")]
    public async Task Cost_PastEightyPercentOfTheBudget_IsARisk(double usd, string? severity)
    {
        await using var host = await MissionHost.StartAsync(new ScriptedTool("paid", (_, _) => Task.FromResult(ToolResult.Of("value", 1) with { Cost = new StepCost((decimal)usd) })));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("paid")).With("budget", new JsonObject { ["usd"] = 1 }), "r1");

        Assert.Equal(severity is null ? [] : [("budget_risk", severity, "open", null)], (await RisksAsync(host)).Select(Told));
    }

    [Fact]
    public async Task Kpi_BelowItsFloor_IsARiskUntilTheNextRunMeetsIt()
    {
        var score = 3.0;
        await using var host = await MissionHost.StartAsync(new ScriptedTool("score", (_, _) => Task.FromResult(ToolResult.Of("value", score))));
        var mission = TestMission.Create("m").Hop("a", hop => hop.Step("score").Writes("csat")).Output("csat", "number")
            .With("kpis", JsonNode.Parse("""{"csat": {"state_asset": "csat", "threshold": 4}}"""));
        await host.RunAsync(mission, "r1");
        Assert.Equal(("csat_risk", "high", "open", null), Told(Assert.Single(await RisksAsync(host))));

        score = 4.2;
        await host.RunAsync(mission, "r2");
        Assert.Equal(("csat_risk", "high", "closed", null), Told(Assert.Single(await RisksAsync(host))));
    }

    [Fact]
    public async Task Output_ThatDoesNotFit_IsADataRiskAndNoFailureBesides()
    {
        await using var host = await MissionHost.StartAsync(new ScriptedTool("word", (_, _) => Task.FromResult(ToolResult.Of("value", "many"))));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("word").Writes("count")).Output("count", "number"), "r1");

        Assert.Equal(("data_validation_failure", "high", "open", null), Told(Assert.Single(await RisksAsync(host))));
        Assert.Equal("failed", (await host.Telemetry.Records.FindRunAsync("r1", CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Triggers_OfRunsThatFail_FireOnceAndClearOnceAcrossRestarts()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("bad", retryable: false));
        for (var i = 1; i <= 6; i++)
        {
            await host.RunAsync(TestMission.Create($"m{i}").Hop("a", hop => hop.Step("bad")), $"r{i}");
            await host.CrashAsync();
        }

        var active = await host.Telemetry.Portfolio.ListTriggersAsync(CancellationToken.None);
        Assert.Equal([("missions_at_risk", 6m), ("risk_events_open", 6m)], active.Select(trigger => (trigger.TriggerType, trigger.Value)).Order());
        Assert.Equal(2, (await host.Telemetry.Portfolio.ListTriggerHistoryAsync(10, CancellationToken.None)).Count);
    }

    private static async Task<IReadOnlyList<RiskEvent>> RisksAsync(MissionHost host) => await host.Telemetry.Risks.ListAllAsync(new RiskQuery(), CancellationToken.None);

    private static (string Type, string Severity, string Status, string? Task) Told(RiskEvent risk) => (risk.RiskType, risk.Severity, risk.Status, risk.TaskId);
}
