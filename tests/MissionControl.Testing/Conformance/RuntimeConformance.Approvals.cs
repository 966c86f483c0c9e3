using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>People: both answers, none in time, and what each leads to.</summary>
public abstract partial class RuntimeConformance
{
    private static TestMission Guarded(Action<TestHop>? change = null) => OneHop(hop =>
    {
        hop.Approval();
        change?.Invoke(hop);
    });

    private static JsonObject Due(string due, string onTimeout = "reject") => new() { ["due"] = due, ["on_timeout"] = onTimeout };

    [ConformanceFact]
    public async Task Approval_BeforeADecision_HoldsTheWorkBack()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);

        var waiting = await stage.AskAsync(Guarded());

        Assert.Equal(["r1~hop~a~1"], waiting.Progress!.Awaiting);
        Assert.Equal(["r1~hop~a~1"], (await stage.OpenApprovalsAsync()).Select(approval => approval.ApprovalId));
        Assert.Empty(echo.Calls);
    }

    [ConformanceFact]
    public async Task Approval_Given_LetsTheHopRun()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded());

        await stage.VoteAsync("hop~a~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Single(echo.Calls);
    }

    [ConformanceFact]
    public async Task Approval_Refused_RejectsTheRunWithTheComment()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded());

        await stage.VoteAsync("hop~a~1", approve: false, comment: "not on a Friday");
        var run = await stage.EndAsync();

        Assert.Equal(RunStatus.Rejected, run.Status);
        Assert.Contains("not on a Friday", Assert.Single(run.Result!.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(echo.Calls);
    }

    [ConformanceFact]
    public async Task Approval_RefusedWithSkip_SkipsTheHop()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded(hop => hop.With("on_reject", "skip")).Hop("b", hop => hop.Step("echo").After("a")));

        await stage.VoteAsync("hop~a~1", approve: false);
        var run = await stage.EndAsync();

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([HopStatus.Skipped, HopStatus.Completed], run.Result!.Hops.Select(hop => hop.Status));
    }

    [ConformanceFact]
    public async Task Approval_RefusedWithReroute_AsksForTheNextAgent()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        stage.Employ("A1", "A2");
        await stage.AskAsync(Guarded(hop => hop.With("capability", "write").With("on_reject", "reroute")));

        await stage.VoteAsync("hop~a~1", approve: false);
        await stage.AskedAsync("hop~a~2");
        await stage.VoteAsync("hop~a~2", approve: true);
        var hop = Assert.Single((await stage.EndAsync()).Result!.Hops);

        Assert.Equal((HopStatus.Completed, 2, "A2"), (hop.Status, hop.Round, hop.AgentId));
        Assert.Equal(["A1", "A2"], hop.AgentsUsed);
    }

    [ConformanceFact]
    public async Task Approval_RefusedWithNobodyLeft_RejectsTheRun()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        stage.Employ("A1");
        await stage.AskAsync(Guarded(hop => hop.With("capability", "write").With("on_reject", "reroute")));

        await stage.VoteAsync("hop~a~1", approve: false);

        Assert.Equal(RunStatus.Rejected, (await stage.EndAsync()).Status);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Approval_NotGivenInTime_ExpiresAndRejectsTheRun()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded().With("approvals", Due("2d")));

        await stage.Runtime.ElapseAsync(TimeSpan.FromDays(2));
        var run = await stage.EndAsync();

        Assert.Equal((RunStatus.Rejected, HopErrors.ApprovalExpired), (run.Status, run.Result!.Errors[0].ErrorType));
        Assert.Equal(VoteAnswer.Closed, (await stage.VoteAsync("hop~a~1", approve: true)).Answer);
        Assert.Empty(echo.Calls);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Approval_NotGivenInTimeButApprovedByTimeout_LetsTheHopRun()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded().With("approvals", Due("2d", "approve")));

        await stage.Runtime.ElapseAsync(TimeSpan.FromDays(2));

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Approval_DecidedLongBeforeItIsDue_LeavesNoTimerThatHoldsTheRun()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded().With("approvals", Due("30d")));

        await stage.VoteAsync("hop~a~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Approval_OfThePlan_ComesBeforeEveryHop()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(OneHop().With("approvals", new JsonObject { ["plan"] = true }));
        var before = echo.Calls.Count;

        await stage.VoteAsync("plan~1", approve: true);

        Assert.Equal(0, before);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Approval_OfThePlanRefused_RejectsTheRun()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(OneHop().With("approvals", new JsonObject { ["plan"] = true }));

        await stage.VoteAsync("plan~1", approve: false);

        Assert.Equal(RunStatus.Rejected, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Approval_OfAStep_ComesAfterTheStepsBeforeIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Step("echo", step => step["requires_human_approval"] = true)));
        var before = echo.Calls.Count;

        await stage.VoteAsync("step~a~step2~1", approve: true);
        await stage.EndAsync();

        Assert.Equal((1, 2), (before, echo.Calls.Count));
    }

    [ConformanceFact]
    public async Task Vote_AfterTheDecision_KeepsTheFirstOne()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded());

        var first = await stage.VoteAsync("hop~a~1", approve: true);
        var same = await stage.VoteAsync("hop~a~1", approve: true);
        var other = await stage.VoteAsync("hop~a~1", approve: false, by: "bob");

        Assert.Equal((VoteAnswer.Decided, VoteAnswer.Repeated, VoteAnswer.Contradicted), (first.Answer, same.Answer, other.Answer));
        Assert.Equal("ann", other.Record!.Decision!.By);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Votes_AtTheSameTime_DecideOnce()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded());

        var votes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => stage.VoteAsync("hop~a~1", approve: n % 2 == 0, by: $"person {n}")));
        var run = await stage.EndAsync();

        var decided = Assert.Single(votes, vote => vote.Answer == VoteAnswer.Decided).Record!;
        Assert.Equal(decided.Decision!.Approved ? RunStatus.Completed : RunStatus.Rejected, run.Status);
        Assert.Equal(decided.Decision.Approved ? 1 : 0, echo.Calls.Count);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Vote_BeforeACrash_IsNotLost()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded());

        await stage.VoteAsync("hop~a~1", approve: true);
        await stage.Runtime.CrashAsync();

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal(VoteAnswer.Repeated, (await stage.VoteAsync("hop~a~1", approve: true)).Answer);
    }
}
