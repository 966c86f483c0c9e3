using System.Text.Json.Nodes;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Steps that fail, take too long, must not run twice.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Step_FailingTwice_IsTriedAgainWithGrowingPauses()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 2);
        await using var stage = await StageAsync(flaky);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("flaky").Retry(3, "10s")));
        var calls = new List<int>();

        foreach (var seconds in new[] { 9, 1, 19, 1 })
        {
            await stage.Runtime.ElapseAsync(TimeSpan.FromSeconds(seconds));
            calls.Add(flaky.Calls.Count);
        }

        Assert.Equal([1, 2, 2, 3], calls);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact]
    public async Task Step_OnEveryAttempt_HasTheSameKeyAndTheNextNumber()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 1);
        await using var stage = await StageAsync(flaky);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("flaky").Retry(2, "1s")));

        await stage.Runtime.ElapseAsync(TimeSpan.FromSeconds(1));
        await stage.EndAsync();

        Assert.Equal(["r1/a#1/step1", "r1/a#1/step1"], flaky.Calls.Select(call => call.Context.IdempotencyKey));
        Assert.Equal([1, 2], flaky.Calls.Select(call => call.Context.Attempt));
    }

    [ConformanceFact]
    public async Task Step_WithAnErrorThatIsNotRetried_EndsAtOnce()
    {
        var broken = ScriptedTool.Failing("broken", "http_404");
        await using var stage = await StageAsync(broken);

        var run = await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken")
            .With("retry", new JsonObject { ["max_attempts"] = 5, ["non_retryable_errors"] = new JsonArray("http_404") })));

        var error = Assert.Single(run.Result!.Errors);
        Assert.Equal((RunStatus.Failed, "http_404", "a", "step1", 1), (run.Status, error.ErrorType, error.HopId, error.StepId, error.Attempt));
        Assert.Single(broken.Calls);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Step_LongerThanItsTimeout_FailsThatAttemptAndIsTriedAgain()
    {
        var hangs = new ScriptedTool("hangs", async (_, context) =>
        {
            if (context.Attempt == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            }

            return ToolResult.Of("value", null);
        });
        await using var stage = await StageAsync(hangs);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("hangs", step => step["timeout"] = "30s").Retry(2)));
        await stage.Runtime.UntilAsync(() => Task.FromResult(hangs.Calls.Count == 1), "the tool hangs");

        await stage.Runtime.ElapseAsync(TimeSpan.FromSeconds(30));
        await stage.Runtime.ElapseAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal(2, hangs.Calls.Count);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Hop_LongerThanItsTimeout_FailsWithoutFurtherAttempts()
    {
        var broken = ScriptedTool.Failing("broken");
        await using var stage = await StageAsync(broken);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").Retry(100, "20s").With("timeout", "1m")));

        await stage.Runtime.ElapseAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(RunStatus.Failed, (await stage.EndAsync()).Status);
        Assert.Equal(2, broken.Calls.Count);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Run_LongerThanItsTimeout_FailsAndCancelsItsOpenApprovals()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));
        await stage.AskAsync(Guarded().With("timeout", "1h"));

        await stage.Runtime.ElapseAsync(TimeSpan.FromHours(1));
        var run = await stage.EndAsync();

        Assert.Equal((RunStatus.Failed, HopErrors.RunTimeout), (run.Status, run.Result!.Errors[0].ErrorType));
        Assert.Empty(await stage.OpenApprovalsAsync());
    }

    [ConformanceFact]
    public async Task Hop_FailingWithReroute_RunsWithTheNextAgentUnderANewKey()
    {
        var picky = new ScriptedTool("picky", (_, context) => context.AgentId == "A1"
            ? throw new ToolException("no", "not for me")
            : Task.FromResult(ToolResult.Of("value", null)));
        await using var stage = await StageAsync(picky);
        stage.Employ("A1", "A2");

        var run = await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("picky").With("capability", "write").With("on_failure", "reroute")));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["r1/a#1/step1", "r1/a#2/step1"], picky.Calls.Select(call => call.Context.IdempotencyKey));
    }

    [ConformanceFact]
    public async Task AtMostOnceStep_WithoutACrash_RunsOnce()
    {
        var once = ScriptedTool.Echo("once");
        await using var stage = await StageAsync(once);

        var run = await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("once", step => step["at_most_once"] = true)));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Single(once.Calls);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task AtMostOnceStep_InFlightAtACrash_FailsAsOutcomeUnknownAndIsNotRepeated()
    {
        var once = Hanging("once", attempts: 1);
        await using var stage = await StageAsync(once);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("once", step => step["at_most_once"] = true)));
        await stage.Runtime.UntilAsync(() => Task.FromResult(once.Calls.Count == 1), "the step is in flight");

        await stage.Runtime.CrashAsync();
        var failed = await stage.EndAsync();
        var calls = once.Calls.Count;
        var retried = await stage.RetryAsync();

        Assert.Equal((StepErrors.OutcomeUnknown, 1), (Assert.Single(failed.Result!.Errors).ErrorType, calls));
        Assert.Equal((RunStatus.Completed, 2), (retried.Status, once.Calls[^1].Context.Attempt));
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Step_InFlightAtACrash_RunsAgainWithItsKeyAndNumber()
    {
        var calls = 0;
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            }

            return ToolResult.Of("value", null);
        });
        await using var stage = await StageAsync(slow);
        await stage.StartAsync(TestMission.Create().Hop("a", hop => hop.Step("slow")));
        await stage.Runtime.UntilAsync(() => Task.FromResult(slow.Calls.Count == 1), "the step is in flight");

        await stage.Runtime.CrashAsync();

        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
        Assert.Equal([("r1/a#1/step1", 1), ("r1/a#1/step1", 1)], slow.Calls.Select(call => (call.Context.IdempotencyKey, call.Context.Attempt)));
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task CompletedSteps_AfterACrash_AreNotRepeated()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.AskAsync(OneHop().Hop("b", hop => hop.Reads("y").Step("echo").Step("echo", step => step["requires_human_approval"] = true)));

        await stage.Runtime.CrashAsync();
        await stage.VoteAsync("step~b~step2~1", approve: true);
        await stage.EndAsync();

        Assert.Equal(["a/step1", "b/step1", "b/step2"], echo.Calls.Select(call => $"{call.Context.HopId}/{call.Context.StepId}"));
    }

    private static ScriptedTool Hanging(string name, int attempts) => new(name, async (_, context) =>
    {
        if (context.Attempt <= attempts)
        {
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        }

        return ToolResult.Of("value", null);
    });
}
