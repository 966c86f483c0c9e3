using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision08_ApprovalComesBeforeTheWork
{
    [Fact]
    public async Task Hop_ThatNeedsApproval_RunsNoStepBeforeIt()
    {
        var deploy = ScriptedTool.Echo("deploy");
        await using var host = await MissionHost.StartAsync(deploy);

        var waiting = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("deploy").Approval()));

        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);
        Assert.Empty(deploy.Calls);
        var approval = Assert.Single(await host.OpenApprovalsAsync(waiting.RunId));
        Assert.Equal($"{waiting.RunId}~hop~a~1", approval.ApprovalId);

        await host.VoteAsync(approval.ApprovalId, approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync(waiting.RunId)).Status);
        Assert.Single(deploy.Calls);
    }

    [Fact]
    public async Task Run_WithOtherHopsAtWork_IsNotAwaitingApproval()
    {
        var free = new TaskCompletionSource();
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            await free.Task.WaitAsync(context.CancellationToken);
            return ToolResult.Of("value", null);
        });
        await using var host = await MissionHost.StartAsync(slow, ScriptedTool.Echo("echo"));

        var started = await host.StartRunAsync(TestMission.Create().Hop("waits", hop => hop.Step("echo").Approval()).Hop("works", hop => hop.Step("slow")), untilIdle: false);
        await host.UntilAsync(async () => (await host.OpenApprovalsAsync(started.RunId)).Count == 1);
        Assert.Equal(RunStatus.Running, (await host.GetAsync(started.RunId)).Status);
        free.SetResult();
        await host.IdleAsync();

        Assert.Equal(RunStatus.AwaitingApproval, (await host.GetAsync(started.RunId)).Status);
    }

    [Fact]
    public async Task Rejection_ByDefault_RejectsTheRunWithTheComment()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("deploy"));
        var waiting = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("deploy").Approval()));

        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: false, comment: "not on a Friday");

        var run = await host.GetAsync(waiting.RunId);
        Assert.Equal(RunStatus.Rejected, run.Status);
        Assert.Contains("not on a Friday", Assert.Single(run.Result!.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_WithSkip_SkipsTheHopAndCompletesTheRun()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var waiting = await host.RunAsync(TestMission.Create()
            .Hop("a", hop => hop.Step("echo").Approval().With("on_reject", "skip"))
            .Hop("b", hop => hop.Step("echo").After("a")));

        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: false);

        var run = await host.GetAsync(waiting.RunId);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([HopStatus.Skipped, HopStatus.Completed], run.Result!.Hops.Select(hop => hop.Status));
    }

    [Fact]
    public async Task Rejection_WithReroute_AsksAnewForTheNextAgentAndNeverForTheSame()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        host.Reference = Agents("A1", "A2");
        var waiting = await host.RunAsync(TestMission.Create()
            .Hop("a", hop => hop.Step("echo").Approval().With("capability", "write").With("on_reject", "reroute")));

        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: false);
        Assert.Equal($"{waiting.RunId}~hop~a~2", Assert.Single(await host.OpenApprovalsAsync(waiting.RunId)).ApprovalId);
        await host.VoteAsync($"{waiting.RunId}~hop~a~2", approve: true);

        var hop = Assert.Single((await host.GetAsync(waiting.RunId)).Result!.Hops);
        Assert.Equal(HopStatus.Completed, hop.Status);
        Assert.Equal(2, hop.Round);
        Assert.Equal("A2", hop.AgentId);
        Assert.Equal(["A1", "A2"], hop.AgentsUsed);
    }

    [Fact]
    public async Task Rejection_WithNobodyLeftToReroute_RejectsTheRun()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        host.Reference = Agents("A1");
        var waiting = await host.RunAsync(TestMission.Create()
            .Hop("a", hop => hop.Step("echo").Approval().With("capability", "write").With("on_reject", "reroute")));

        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: false);

        Assert.Equal(RunStatus.Rejected, (await host.GetAsync(waiting.RunId)).Status);
    }

    [Theory]
    [InlineData("reject", RunStatus.Rejected, 0)]
    [InlineData("approve", RunStatus.Completed, 1)]
    public async Task Approval_NotGivenInTime_HasTheConsequenceTheMissionStates(string onTimeout, RunStatus status, int calls)
    {
        var deploy = ScriptedTool.Echo("deploy");
        await using var host = await MissionHost.StartAsync(deploy);
        var mission = TestMission.Create().With("approvals", new JsonObject { ["due"] = "2d", ["on_timeout"] = onTimeout }).Hop("a", hop => hop.Step("deploy").Approval());

        var waiting = await host.RunAsync(mission);
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(status, (await host.GetAsync(waiting.RunId)).Status);
        Assert.Equal(calls, deploy.Calls.Count);
    }

    [Fact]
    public async Task Approval_GivenInTime_LeavesNoTimerThatHoldsTheRun()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("deploy"));
        var mission = TestMission.Create().With("approvals", new JsonObject { ["due"] = "30d" }).Hop("a", hop => hop.Step("deploy").Approval());
        var waiting = await host.RunAsync(mission);

        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync(waiting.RunId)).Status);
    }

    [Fact]
    public async Task Plan_ThatNeedsApproval_StartsNoHopBeforeIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        var waiting = await host.RunAsync(TestMission.Create().With("approvals", new JsonObject { ["plan"] = true }).Hop("a", hop => hop.Step("echo")));

        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);
        Assert.Empty(echo.Calls);
        await host.VoteAsync($"{waiting.RunId}~plan~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync(waiting.RunId)).Status);
    }

    [Fact]
    public async Task Step_ThatNeedsApproval_WaitsAfterTheStepsBeforeIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        var mission = TestMission.Create().Hop("a", hop => hop.Step("echo").Step("echo", step => step["requires_human_approval"] = true));

        var waiting = await host.RunAsync(mission);

        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);
        Assert.Single(echo.Calls);
        await host.VoteAsync($"{waiting.RunId}~step~a~step2~1", approve: true);
        Assert.Equal(2, echo.Calls.Count);
    }

    [Fact]
    public async Task Vote_Contradicting_KeepsTheFirstDecision()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("deploy"));
        var waiting = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("deploy").Approval()));
        var id = $"{waiting.RunId}~hop~a~1";
        await host.VoteAsync(id, approve: true, by: "ann");

        Assert.Equal(VoteAnswer.Repeated, (await host.VoteAsync(id, approve: true, by: "ann")).Answer);
        var contradicted = await host.VoteAsync(id, approve: false, by: "bob");

        Assert.Equal(VoteAnswer.Contradicted, contradicted.Answer);
        Assert.Equal("ann", contradicted.Record!.Decision!.By);
        Assert.Equal(VoteAnswer.Unknown, (await host.VoteAsync("nothing", approve: true)).Answer);
    }

    private static ReferenceSet Agents(params string[] ids) => ReferenceSet.Empty with
    {
        Agents = ids.Select(id => new Agent(id, id, null, "available") { Capabilities = ["write"] }).ToList(),
    };
}
