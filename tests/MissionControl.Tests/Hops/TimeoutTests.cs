using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Hops;

public sealed class TimeoutTests
{
    [Fact]
    public async Task Step_LongerThanItsTimeout_FailsThatAttemptAndIsRetried()
    {
        var hanging = new ScriptedTool("hanging", async (_, context) =>
        {
            if (context.Attempt == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            }

            return ToolResult.Of("value", "late");
        });
        await using var host = await MissionHost.StartAsync(hanging);
        var started = await host.StartRunAsync(TestMission.Create().Hop("a", hop => hop.Step("hanging", step => step["timeout"] = "30s").Retry(2)), untilIdle: false);
        await host.UntilAsync(() => Task.FromResult(hanging.Calls.Count == 1));

        await host.AdvanceAsync(TimeSpan.FromSeconds(30));
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        var run = await host.GetAsync(started.RunId);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(2, hanging.Calls.Count);
    }

    [Fact]
    public async Task Hop_LongerThanItsTimeout_FailsWithoutFurtherAttempts()
    {
        var broken = ScriptedTool.Failing("broken");
        await using var host = await MissionHost.StartAsync(broken);
        var started = await host.StartRunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").Retry(100, "20s").With("timeout", "1m")));

        await host.AdvanceAsync(TimeSpan.FromMinutes(5));

        var run = await host.GetAsync(started.RunId);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(2, broken.Calls.Count);
    }

    [Fact]
    public async Task HopTimeout_WhileAPersonDecides_DoesNotRun()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var waiting = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Approval().With("timeout", "1m")));

        await host.AdvanceAsync(TimeSpan.FromDays(3));
        await host.VoteAsync($"{waiting.RunId}~hop~a~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync(waiting.RunId)).Status);
    }

    [Fact]
    public async Task Run_LongerThanItsTimeout_FailsAndCancelsItsOpenApprovals()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var waiting = await host.RunAsync(TestMission.Create().With("timeout", "1h").Hop("a", hop => hop.Step("echo").Approval()));

        await host.AdvanceAsync(TimeSpan.FromHours(1));

        var run = await host.GetAsync(waiting.RunId);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(HopErrors.RunTimeout, run.Result!.Errors[0].ErrorType);
        Assert.Empty(await host.OpenApprovalsAsync(run.RunId));
    }

    [Fact]
    public async Task Run_RetriedAfterItsTimeout_GetsItsWholeTimeAgain()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var waiting = await host.RunAsync(TestMission.Create().With("timeout", "1h").Hop("a", hop => hop.Step("echo").Approval()));
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        await host.RetryAsync(waiting.RunId);
        await host.AdvanceAsync(TimeSpan.FromMinutes(59));
        await host.VoteAsync($"{waiting.RunId}~r1~hop~a~1", approve: true);

        Assert.Equal(RunStatus.Completed, (await host.GetAsync(waiting.RunId)).Status);
    }

    [Fact]
    public async Task HangingStep_InARunWithATimeout_EndsWithTheRun()
    {
        var hanging = ScriptedTool.Hanging("hanging");
        await using var host = await MissionHost.StartAsync(hanging);
        var started = await host.StartRunAsync(TestMission.Create().With("timeout", "10m").Hop("a", hop => hop.Step("hanging")), untilIdle: false);
        await host.UntilAsync(() => Task.FromResult(hanging.Calls.Count == 1));

        await host.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(RunStatus.Failed, (await host.GetAsync(started.RunId)).Status);
    }

    [Fact]
    public async Task Step_WhoseTimeoutNoTimerCanHold_RunsLikeAnyOther()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo", step => step["timeout"] = "60d")));

        Assert.Equal(RunStatus.Completed, run.Status);
    }

    [Fact]
    public async Task StepApproval_LongerThanTheHopsTimeout_FailsTheHopAndIsCancelled()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var waiting = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo", step => step["requires_human_approval"] = true).With("timeout", "1m")));

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        var run = await host.GetAsync(waiting.RunId);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(HopErrors.HopTimeout, run.Result!.Errors[0].ErrorType);
        Assert.Empty(await host.OpenApprovalsAsync(run.RunId));
    }

    [Fact]
    public async Task HopThatMayBeSkipped_WhenTheRunsTimeIsOver_RunsInTheRetry()
    {
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            if (context.Attempt == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            }

            return ToolResult.Of("value", "late");
        });
        await using var host = await MissionHost.StartAsync(slow);
        var mission = TestMission.Create().With("timeout", "10m").Hop("a", hop => hop.Step("slow").With("on_failure", "skip"));
        var started = await host.StartRunAsync(mission, untilIdle: false);
        await host.UntilAsync(() => Task.FromResult(slow.Calls.Count == 1));
        await host.AdvanceAsync(TimeSpan.FromMinutes(10));

        var run = await host.RetryAsync(started.RunId);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(HopStatus.Completed, run.Result!.Hops[0].Status);
    }
}
