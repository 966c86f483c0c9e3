using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision13_IdempotencyKeyOfAStep
{
    [Fact]
    public async Task Key_OnEveryAttempt_IsRunHopRoundAndStep()
    {
        var flaky = ScriptedTool.FailingFirst("flaky", failures: 2);
        await using var host = await MissionHost.StartAsync(flaky);

        await host.StartRunAsync(TestMission.Create().Hop("a", hop => hop.Step("flaky").Retry(3)), "r1");
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["r1/a#1/step1", "r1/a#1/step1", "r1/a#1/step1"], flaky.Calls.Select(call => call.Context.IdempotencyKey));
    }

    [Fact]
    public async Task Key_AfterAReroute_HasTheNextRound()
    {
        var broken = new ScriptedTool("broken", (_, context) => context.AgentId == "A1" ? throw new ToolException("no", "no") : Task.FromResult(ToolResult.Of("value", 1)));
        await using var host = await MissionHost.StartAsync(broken);
        host.Reference = ReferenceSet.Empty with
        {
            Agents = [new Agent("A1", null, null, "available") { Capabilities = ["c"] }, new Agent("A2", null, null, "available") { Capabilities = ["c"] }],
        };

        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").With("capability", "c").With("on_failure", "reroute")), "r1");

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["r1/a#1/step1", "r1/a#2/step1"], broken.Calls.Select(call => call.Context.IdempotencyKey));
    }

    [Fact]
    public async Task AtMostOnceStep_ClaimedBeforeACrash_FailsAsOutcomeUnknownAndRunsAgainOnlyByARetryOfTheRun()
    {
        var once = ScriptedTool.Echo("once");
        await using var host = await MissionHost.StartAsync(once);
        await host.ClaimAsync("r1", "r1/a#1/step1@1");

        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("once", step => step["at_most_once"] = true)), "r1");

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(StepErrors.OutcomeUnknown, Assert.Single(run.Result!.Errors).ErrorType);
        Assert.Empty(once.Calls);
        Assert.Equal(RunStatus.Completed, (await host.RetryAsync("r1")).Status);
        Assert.Equal(2, Assert.Single(once.Calls).Context.Attempt);
    }
}
