using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision07_RetryBelongsToTheCore
{
    [Fact]
    public async Task Step_FailingTwiceThenWell_IsTriedThreeTimesWithGrowingPauses()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 2);
        var mission = TestMission.Create().Hop("a", hop => hop.Step("flaky").Retry(3, "10s"));
        await using var host = await MissionHost.StartAsync(flaky);

        var run = await host.StartRunAsync(mission);
        await host.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.Single(flaky.Calls);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, flaky.Calls.Count);
        await host.AdvanceAsync(TimeSpan.FromSeconds(20));

        var record = await host.GetAsync(run.RunId);
        Assert.Equal(RunStatus.Completed, record.Status);
        Assert.Equal([1, 2, 3], flaky.Calls.Select(call => call.Context.Attempt));
        Assert.Equal(3, Assert.Single(record.Result!.Hops).Attempts);
    }

    [Fact]
    public async Task Step_FailingWithAnErrorThatIsNotRetried_EndsAtOnce()
    {
        var broken = ScriptedTool.Failing("broken", "http_404");
        var retry = new System.Text.Json.Nodes.JsonObject { ["max_attempts"] = 5, ["non_retryable_errors"] = new System.Text.Json.Nodes.JsonArray("http_404") };
        await using var host = await MissionHost.StartAsync(broken);

        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").With("retry", retry)));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Single(broken.Calls);
    }

    [Fact]
    public async Task Run_Failed_NamesMissionHopStepAttemptAndCause()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("broken"));

        var run = await host.RunAsync(TestMission.Create("m1").Hop("a", hop => hop.Step("broken")));

        var error = Assert.Single(run.Result!.Errors);
        Assert.Equal("Mission 'm1', hop 'a', step 'step1' (broken), attempt 1: broken does not work", error.Message);
        Assert.Equal(("http_500", "a", "step1", 1), (error.ErrorType, error.HopId, error.StepId, error.Attempt));
    }

    [Fact]
    public async Task Run_RetriedAfterAFailure_NeverRepeatsACompletedStep()
    {
        var healed = false;
        var echo = ScriptedTool.Echo("echo");
        var broken = new ScriptedTool("broken", (input, _) => healed
            ? Task.FromResult(ToolResult.Of("value", input["value"]?.DeepClone()))
            : throw new ToolException("down", "the service is down"));
        var mission = TestMission.Create()
            .Input("x", "v")
            .Hop("a", hop => hop.Reads("x").Step("echo").Writes("y"))
            .Hop("b", hop => hop.Reads("y").Step("echo").Step("broken").Step("echo").Writes("z"))
            .Output("z", "text");
        await using var host = await MissionHost.StartAsync(echo, broken);
        var failed = await host.RunAsync(mission);
        Assert.Equal(RunStatus.Failed, failed.Status);

        healed = true;
        var run = await host.RetryAsync(failed.RunId);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal($"{failed.RunId}~r1", run.ExecutionId);
        Assert.Equal("v", (await host.OutputAsync(run, "z"))!.GetValue<string>());
        Assert.Equal(["a/step1", "b/step1", "b/step3"], echo.Calls.Select(call => $"{call.Context.HopId}/{call.Context.StepId}"));
        Assert.Equal([1, 2], broken.Calls.Select(call => call.Context.Attempt));
        Assert.Single(broken.Calls.Select(call => call.Context.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task Run_FailingWhileAnotherHopWaitsForAPerson_FailsAtOnceAndCancelsTheApproval()
    {
        var mission = TestMission.Create().Hop("waits", hop => hop.Step("echo").Approval()).Hop("breaks", hop => hop.Step("broken"));
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"), ScriptedTool.Failing("broken"));

        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Empty(await host.OpenApprovalsAsync(run.RunId));
        Assert.Equal(HopStatus.Terminated, run.Result!.Hops.Single(hop => hop.Id == "waits").Status);
    }

    [Fact]
    public async Task Run_FailingWhileAStepIsInFlight_LetsThatStepFinishAndStartsNoOther()
    {
        var failed = new TaskCompletionSource();
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            await failed.Task.WaitAsync(context.CancellationToken);
            return ToolResult.Of("value", "done");
        });
        var broken = ScriptedTool.Failing("broken");
        var never = ScriptedTool.Echo("never");
        var mission = TestMission.Create().Hop("slow", hop => hop.Step("slow").Step("never")).Hop("breaks", hop => hop.Step("broken"));
        await using var host = await MissionHost.StartAsync(slow, broken, never);

        var started = await host.StartRunAsync(mission, untilIdle: false);
        await host.UntilHistoryAsync(started.RunId, "event_sent");
        failed.SetResult();
        await host.IdleAsync();

        var run = await host.GetAsync(started.RunId);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Empty(never.Calls);
        var hop = run.Result!.Hops.Single(hop => hop.Id == "slow");
        Assert.Equal(StepStatus.Completed, hop.Steps[0].Status);
    }

    [Fact]
    public async Task Retry_OfACompletedRun_IsRefused()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo")));

        await Assert.ThrowsAsync<MissionControl.Runtime.IllegalTransitionException>(() => host.RetryAsync(run.RunId));
    }
}
