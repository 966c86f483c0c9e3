using System.Text.Json.Nodes;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Telemetry;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Telemetry;

public sealed class RunTelemetryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Run_ThatCompletes_LeavesItsRecordAndALogOfEachHop()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        host.Reference = Agents("ann");
        var began = host.Clock.GetUtcNow();
        await host.RunAsync(TestMission.Create("m").Input("in", "x").Hop("a", hop => hop.Reads("in").Step("echo").With("capability", "write").Writes("mid"))
            .Hop("b", hop => hop.Reads("mid").Step("echo").Step("echo").Writes("out")).Output("out"), "r1", by: "bob");

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal(
            ("m", "completed", began, began, 0m, "bob", TelemetryOrigin.Own, false),
            (run.MissionId, run.Status, run.StartTime, run.EndTime, run.TotalDurationMinutes, run.RequestedBy, run.Origin, run.RiskFlagged));
        Assert.NotNull(run.DefinitionHash);
        Assert.Equal(
            [("a", "ann", "completed", 1, 1, false), ("b", null, "completed", 1, 2, false)],
            logs.Select(log => (log.TaskId, log.AgentId, log.Outcome, log.Round, log.Attempts!.Value, log.HumanApprovalRequired)));
        Assert.Empty(await host.Telemetry.Records.ListActiveAsync(None));
        Assert.Empty(await host.Telemetry.Risks.ListOpenAsync(None));
    }

    [Fact]
    public async Task Run_UnderWay_IsActiveFromItsBeginning()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("echo").Approval()), "r1");

        var active = Assert.Single(await host.Telemetry.Records.ListActiveAsync(None));
        Assert.Equal(("r1", "running", null), (active.RunId, active.Status, active.EndTime));
    }

    [Fact]
    public async Task Log_OfAHopThatAPersonApproved_HoldsTheDelayApartFromTheWork()
    {
        await using var host = await MissionHost.StartAsync(Taking(3));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("work").Approval()), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        await host.VoteAsync("r1~hop~a~1", approve: true);

        var (run, logs) = await ReadAsync(host, "r1");

        var log = Assert.Single(logs);
        Assert.Equal(("approved", 3m, 2m, TaskDecision.Approved, true), (log.Outcome, log.ActualDurationMinutes, log.HumanDelayMinutes, log.Decision, log.HumanApprovalRequired));
        Assert.Equal((5m, 2m, 1, 0), (run.TotalDurationMinutes, run.HumanDelayMinutes, run.HumanInterventions, run.Escalations));
    }

    [Fact]
    public async Task Log_OfALongRun_IsThereWhileTheRunGoesOn()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("echo")).Hop("b", hop => hop.Step("echo").Approval().After("a")), "r1");
        await host.AdvanceAsync(TimeSpan.FromSeconds(2));

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal(["a"], logs.Select(log => log.TaskId));
        Assert.False(run.IsFinal);
    }

    [Fact]
    public async Task Log_OfEachRound_IsThere()
    {
        await using var host = await MissionHost.StartAsync(Taking(1), ScriptedTool.Failing("bad", retryable: false));
        host.Reference = Agents("ann", "bea", "cyd");
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.With("capability", "write").With("on_failure", "reroute").Step("work").Step("bad")), "r1");

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal("failed", run.Status);
        Assert.Equal(
            [("ann", 1, "failed", 1m), ("bea", 2, "failed", 1m), ("cyd", 3, "failed", 1m)],
            logs.OrderBy(log => log.Round).Select(log => (log.AgentId, log.Round, log.Outcome, log.ActualDurationMinutes)));
        Assert.Equal(["rework", "workflow_failure"], (await host.Telemetry.Risks.ListAllAsync(new RiskQuery(RunId: "r1"), None)).Select(risk => risk.RiskType).Order());
    }

    [Fact]
    public async Task Record_OfARetriedRun_IsThatOfItsLastExecution()
    {
        var broken = true;
        await using var host = await MissionHost.StartAsync(new ScriptedTool("maybe", (_, _) =>
            broken ? throw new ToolException("http_500", "it is down", retryable: false) : Task.FromResult(ToolResult.Of("value", 1))));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("maybe")), "r1");
        var (failed, failedLogs) = await ReadAsync(host, "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(90));
        broken = false;
        await host.RetryAsync("r1");

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal(("failed", 0, true), (failed.Status, failed.Retries, failed.RiskFlagged));
        Assert.Equal("failed", Assert.Single(failedLogs).Outcome);
        Assert.Equal(("completed", 1, 90m, 1), (run.Status, run.Retries, run.TotalDurationMinutes, run.HumanInterventions));
        Assert.Equal(("completed", 2), (Assert.Single(logs).Outcome, logs[0].Attempts));
        var risk = Assert.Single(await host.Telemetry.Risks.ListAllAsync(new RiskQuery(RunId: "r1"), None));
        Assert.Equal(("workflow_failure", "closed", "retry_completed"), (risk.RiskType, risk.Status, risk.Reason));
        Assert.Equal(1, (await host.Telemetry.Records.CountAsync(host.Clock.GetUtcNow(), None)).CompletedRuns);
    }

    [Fact]
    public async Task Hop_ThatNeverBegan_IsLoggedAsSkipped()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("bad", retryable: false), ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("bad").With("on_failure", "skip").Writes("x")).Hop("b", hop => hop.Reads("x").Step("echo")), "r1");

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal("completed", run.Status);
        Assert.Equal([("a", "failed"), ("b", "skipped")], logs.Select(log => (log.TaskId, log.Outcome)));
    }

    [Fact]
    public async Task Kpis_OfARun_AreItsMappedPlacesAndItsTime()
    {
        await using var host = await MissionHost.StartAsync(Taking(90), ScriptedTool.Echo("echo"));
        var kpis = JsonNode.Parse("""{"csat": {"state_asset": "out", "path": "content.score"}, "cycle_hours": {"target": 1}, "steps": {}, "nps": {}, "lost": {"state_asset": "out", "path": "content.no"}}""");
        await host.RunAsync(
            TestMission.Create("m").Input("in", new JsonObject { ["score"] = 4.5 }).Hop("a", hop => hop.Step("work")).Hop("b", hop => hop.Reads("in").Step("echo").Writes("out")).Output("out").With("kpis", kpis),
            "r1");

        var (run, _) = await ReadAsync(host, "r1");

        Assert.Equal([("csat", 4.5m), ("cycle_hours", 1.5m), ("steps", 2m)], run.Kpis.OrderBy(kpi => kpi.Key).Select(kpi => (kpi.Key, kpi.Value)));
    }

    [Fact]
    public async Task Kpis_OfARunThatFailed_HaveNoValue()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("bad", retryable: false));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("bad")).With("kpis", JsonNode.Parse("""{"cycle_hours": {"target": 1}}""")), "r1");

        Assert.Empty((await ReadAsync(host, "r1")).Run.Kpis);
    }

    [Fact]
    public async Task Cost_OfARun_IsThatOfStepsAgentsAndPeople()
    {
        await using var host = await MissionHost.StartAsync(new ScriptedTool("paid", (_, _) => Task.FromResult(ToolResult.Of("value", 1) with { Cost = new StepCost(0.25m, 100, 20) })));
        host.Settings = PortfolioSettings.Default with { HourlyRateUsd = 60 };
        await host.CrashAsync();
        host.Reference = Agents("ann") with { Agents = [Agents("ann").Agents[0] with { CostPerTaskUsd = 2 }] };
        await host.RunAsync(
            TestMission.Create("m").Hop("a", hop => hop.With("capability", "write").Step("paid").Step("paid").Approval()).With("approvals", new JsonObject { ["plan"] = true }), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.VoteAsync("r1~plan~1", approve: true);
        await host.AdvanceAsync(TimeSpan.FromMinutes(3));
        await host.VoteAsync("r1~hop~a~1", approve: true);

        var (run, logs) = await ReadAsync(host, "r1");

        var expected = new Cost { StepsUsd = 0.5m, AgentsUsd = 2, PeopleUsd = 3, TokensIn = 200, TokensOut = 40 };
        Assert.Equal(expected, Assert.Single(logs).Cost);
        Assert.Equal([0.25m, 0.25m], logs[0].StepCosts!.Values.Select(cost => cost.Usd));
        Assert.Equal(expected with { PeopleUsd = 4 }, run.Cost);
        Assert.Equal(4m, run.HumanDelayMinutes);
        Assert.Equal(6.5m, (await host.Telemetry.Records.CountAsync(host.Clock.GetUtcNow(), None)).MonthCostUsd);
    }

    [Fact]
    public async Task Record_OfARunThatCannotBePlanned_IsFailed()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.With("capability", "flying").Step("echo")), "r1");

        var (run, logs) = await ReadAsync(host, "r1");

        Assert.Equal("failed", run.Status);
        Assert.Contains("flying", run.Error);
        Assert.Empty(logs);
    }

    [Fact]
    public async Task Record_OfATerminatedRun_IsClosedWithTheRun()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create("m").Hop("a", hop => hop.Step("echo").Approval()), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(7));
        await host.TerminateAsync("r1");

        var (run, _) = await ReadAsync(host, "r1");

        Assert.Equal(("terminated", 7m, 1, true), (run.Status, run.TotalDurationMinutes, run.HumanInterventions, run.RiskFlagged));
        Assert.Empty(await host.Telemetry.Risks.ListOpenAsync(None));
        Assert.Empty(await host.Telemetry.Records.ListActiveAsync(None));
    }

    private static ScriptedTool Taking(int minutes) => Durations.Tool("work", () => minutes);

    private static MissionControl.Reference.ReferenceSet Agents(params string[] ids) => Durations.Agents(ids);

    private static async Task<(MissionRun Run, IReadOnlyList<TaskLog> Logs)> ReadAsync(MissionHost host, string runId)
    {
        var batch = await host.Telemetry.Records.ReadAsync(new TelemetryQuery(runId), None);
        return (Assert.Single(batch.Runs), [.. batch.TaskLogs.OrderBy(log => log.TaskId, StringComparer.Ordinal).ThenBy(log => log.Round)]);
    }
}
