using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Commands of people on runs: retry, suspend, resume, terminate, purge.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Run_Retried_NeverRepeatsACompletedStep()
    {
        var (echo, flaky) = (ScriptedTool.Echo("echo"), ScriptedTool.FailingFirst("flaky", failures: 1));
        await using var stage = await StageAsync(echo, flaky);
        var failed = await stage.RunAsync(OneHop().Hop("b", hop => hop.Reads("y").Step("echo").Step("flaky").Writes("z")).Output("z"));

        var run = await stage.RetryAsync();

        Assert.Equal((RunStatus.Failed, RunStatus.Completed, "r1~r1"), (failed.Status, run.Status, run.ExecutionId));
        Assert.Equal(["a", "b"], echo.Calls.Select(call => call.Context.HopId));
        Assert.Equal([1, 2], flaky.Calls.Select(call => call.Context.Attempt));
        Assert.Single(flaky.Calls.Select(call => call.Context.IdempotencyKey).Distinct());
        Assert.Equal("\"v\"", await stage.OutputAsync("z"));
    }

    [ConformanceFact]
    public async Task Run_RetriedAfterAnApproval_DoesNotAskAgainForWhatWasApproved()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 1);
        await using var stage = await StageAsync(flaky);
        await stage.AskAsync(TestMission.Create().Hop("a", hop => hop.Step("flaky").Approval()));
        await stage.VoteAsync("hop~a~1", approve: true);
        await stage.EndAsync();

        var run = await stage.RetryAsync();

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Single(await stage.Runtime.Stores.Approvals.ListAllAsync(new ApprovalQuery(MissionStage.Run), CancellationToken.None));
    }

    [ConformanceFact]
    public async Task Run_FailingWhileAnotherHopWaitsForAPerson_FailsAtOnceAndAsksAnewWhenRetried()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 1);
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"), flaky);
        var failed = await stage.RunAsync(TestMission.Create().Hop("waits", hop => hop.Step("echo").Approval()).Hop("breaks", hop => hop.Step("flaky")));
        var open = await stage.OpenApprovalsAsync();

        await stage.Runtime.Missions.RetryAsync(MissionStage.Run, "ann", CancellationToken.None);
        await stage.AskedAsync("hop~waits~1", "r1~r1");
        await stage.VoteAsync("hop~waits~1", approve: true, execution: "r1~r1");

        Assert.Equal((RunStatus.Failed, HopStatus.Terminated), (failed.Status, failed.Result!.Hops.Single(hop => hop.Id == "waits").Status));
        Assert.Empty(open);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Retry_OfACompletedRun_IsRefused()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.RunAsync(OneHop());

        await Assert.ThrowsAsync<IllegalTransitionException>(() => stage.RetryAsync());
    }

    [ConformanceFact]
    public async Task Run_Suspended_LetsADecisionWaitUntilItIsResumed()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(Guarded());

        var suspended = await stage.Runtime.Missions.SuspendAsync(MissionStage.Run, "ann", "lunch", CancellationToken.None);
        await stage.VoteAsync("hop~a~1", approve: true);
        await stage.Runtime.SettleAsync();
        var (held, calls) = ((await stage.GetAsync()).Status, echo.Calls.Count);
        await stage.Runtime.Missions.ResumeAsync(MissionStage.Run, "ann", null, CancellationToken.None);

        Assert.Equal((RunStatus.Suspended, RunStatus.Suspended, 0), (suspended.Status, held, calls));
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Run_Suspended_LetsItsStepFinishAndStartsNoOther()
    {
        var (gate, echo) = (new TaskCompletionSource(), ScriptedTool.Echo("echo"));
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            await gate.Task.WaitAsync(context.CancellationToken);
            return ToolResult.Of("value", null);
        });
        await using var stage = await StageAsync(slow, echo);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("slow").Step("echo")));
        await stage.Runtime.UntilAsync(() => Task.FromResult(slow.Calls.Count == 1), "the step is in flight");

        await stage.Runtime.Missions.SuspendAsync(MissionStage.Run, "ann", null, CancellationToken.None);
        gate.SetResult();
        await stage.Runtime.SettleAsync();
        var calls = echo.Calls.Count;
        await stage.Runtime.Missions.ResumeAsync(MissionStage.Run, "ann", null, CancellationToken.None);

        Assert.Equal(0, calls);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Single(slow.Calls);
    }

    [ConformanceFact]
    public async Task Run_SuspendedTwice_IsRefusedTheSecondTime()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded());
        await stage.Runtime.Missions.SuspendAsync(MissionStage.Run, "ann", null, CancellationToken.None);

        await Assert.ThrowsAsync<IllegalTransitionException>(() => stage.Runtime.Missions.SuspendAsync(MissionStage.Run, "ann", null, CancellationToken.None));
    }

    [ConformanceFact]
    public async Task Run_Terminated_EndsAndCancelsItsOpenApprovals()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded());

        await stage.Runtime.Missions.TerminateAsync(MissionStage.Run, "ann", "wrong input", CancellationToken.None);
        var run = await stage.EndAsync();

        Assert.Equal((RunStatus.Terminated, "wrong input"), (run.Status, run.Error));
        Assert.Empty(await stage.OpenApprovalsAsync());
        Assert.Equal(VoteAnswer.Closed, (await stage.VoteAsync("hop~a~1", approve: true)).Answer);
    }

    [ConformanceFact(RuntimeNeeds.ActivityEnds)]
    public async Task Run_TerminatedWithAStepInFlight_CancelsThatStep()
    {
        var hangs = Hanging("hangs", attempts: 1);
        await using var stage = await StageAsync(hangs);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("hangs").Retry(3)));
        await stage.Runtime.UntilAsync(() => Task.FromResult(hangs.Calls.Count == 1), "the step is in flight");

        await stage.Runtime.Missions.TerminateAsync(MissionStage.Run, "ann", null, CancellationToken.None);
        await stage.Runtime.UntilAsync(() => Task.FromResult(hangs.Calls[0].Context.CancellationToken.IsCancellationRequested), "the step is cancelled");

        Assert.Equal(RunStatus.Terminated, (await stage.EndAsync()).Status);
        Assert.Single(hangs.Calls);
    }

    [ConformanceFact]
    public async Task Run_Purged_LeavesNothingBehind()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        var run = await stage.RunAsync(OneHop().Output("y"));
        var hash = run.Result!.Outputs["y"].Sha256;

        await stage.Runtime.Missions.PurgeAsync(MissionStage.Run, CancellationToken.None);

        Assert.Null(await stage.Runtime.Missions.Runs.GetAsync(MissionStage.Run, CancellationToken.None));
        Assert.Null(await stage.Runtime.Stores.Assets.GetAsync(MissionStage.Run, hash, CancellationToken.None));
        Assert.Equal(RunStatus.Completed, (await stage.RunAsync(OneHop())).Status);
    }

    [ConformanceFact]
    public async Task Purge_OfAnOpenRun_IsRefused()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded());

        await Assert.ThrowsAsync<IllegalTransitionException>(() => stage.Runtime.Missions.PurgeAsync(MissionStage.Run, CancellationToken.None));
    }

    [ConformanceFact]
    public async Task Commands_OnAnUnknownRun_AreRefused()
    {
        await using var stage = await StageAsync();

        await Assert.ThrowsAsync<RunNotFoundException>(() => stage.Runtime.Missions.TerminateAsync("nobody", "ann", null, CancellationToken.None));
    }

    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task Run_ReadFromItsHistories_TellsWhatWasDoneAndWhatItWaitsFor()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        var asking = await stage.AskAsync(OneHop().Hop("b", hop => hop.Reads("y").Approval().Step("echo").Writes("z")));

        var waiting = await ViewAsync(stage, asking);
        await stage.VoteAsync("hop~b~1", approve: true);
        var run = await stage.EndAsync();
        var ended = await ViewAsync(stage, run);

        Assert.Equal(["r1~hop~b~1"], waiting.Awaiting);
        Assert.Equal([HopStatus.Completed, HopStatus.AwaitingApproval], waiting.Hops.Select(hop => hop.Result.Status));
        Assert.Equal((StepStatus.Completed, 1), (waiting.Hops[0].Result.Steps[0].Status, waiting.Hops[0].Result.Attempts));
        Assert.Equal(Wire.Serialize(run.Result!.Hops), Wire.Serialize(ended.Hops.Select(hop => hop.Result)));
    }

    private static async Task<RunView> ViewAsync(MissionStage stage, RunRecord run) =>
        RunProjection.Read(run, await stage.Runtime.Missions.Runs.ReadHistoryAsync(run.RunId, CancellationToken.None), stage.Runtime.Clock.GetUtcNow());
}
