using System.Text;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Missions: hops, outputs, starts.</summary>
public abstract partial class RuntimeConformance
{
    private static TestMission OneHop(Action<TestHop>? change = null) => TestMission.Create().Input("x", "v").Hop("a", hop =>
    {
        hop.Reads("x").Step("echo");
        change?.Invoke(hop);
        hop.Writes("y");
    });

    [ConformanceFact]
    public async Task Mission_WithHopsInAChain_CompletesWithItsOutput()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));

        var run = await stage.RunAsync(OneHop().Hop("b", hop => hop.Reads("y").Step("echo").Writes("z")).Output("z"));

        Assert.Equal((RunStatus.Completed, RunStatus.Completed), (run.Status, run.Result!.Status));
        Assert.Equal("\"v\"", await stage.OutputAsync("z"));
        Assert.NotNull(run.CompletedAt);
    }

    [ConformanceFact]
    public async Task Mission_WithIndependentHops_RunsThemAtTheSameTime()
    {
        var (both, running) = (new TaskCompletionSource(), 0);
        var meets = new ScriptedTool("meets", async (_, context) =>
        {
            if (Interlocked.Increment(ref running) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(context.CancellationToken);
            return ToolResult.Of("value", null);
        });
        await using var stage = await StageAsync(meets);

        var run = await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("meets")).Hop("b", hop => hop.Step("meets")));

        Assert.Equal(RunStatus.Completed, run.Status);
    }

    [ConformanceFact]
    public async Task Mission_WithDependentHops_RunsThemOneAfterTheOther()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);

        await stage.RunAsync(TestMission.Create()
            .Hop("c", hop => hop.Step("echo").After("b"))
            .Hop("b", hop => hop.Step("echo").After("a"))
            .Hop("a", hop => hop.Step("echo")));

        Assert.Equal(["a", "b", "c"], echo.Calls.Select(call => call.Context.HopId));
    }

    [ConformanceFact]
    public async Task Mission_WithAnOutputNobodyMade_FailsAndSaysWhich()
    {
        await using var stage = await StageAsync(ScriptedTool.Failing("broken"));

        var run = await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").Writes("y").With("on_failure", "skip")).Output("y"));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains(run.Result!.Errors, error => error.Message.Contains("'y'", StringComparison.Ordinal));
    }

    [ConformanceFact]
    public async Task Mission_StartedAgain_IsTheSameRun()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.StartAsync(OneHop())));
        await stage.EndAsync();
        var again = await stage.StartAsync(OneHop());
        await stage.Runtime.SettleAsync();

        Assert.Equal((RunStatus.Completed, MissionStage.Run), (again.Status, again.ExecutionId));
        Assert.Single(echo.Calls);
    }

    [ConformanceFact]
    public async Task Mission_StartedWithAnotherDocument_IsAConflictThatNamesIt()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var stage = await StageAsync(echo);
        await stage.RunAsync(OneHop());

        var conflict = await Assert.ThrowsAsync<RunConflictException>(() => stage.StartAsync(OneHop().With("goal", "another")));

        Assert.Contains(conflict.Differences, difference => difference.Contains("document", StringComparison.Ordinal));
        Assert.Single(echo.Calls);
    }

    [ConformanceFact]
    public async Task Mission_Started_PinsItsDocument()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));

        var run = await stage.RunAsync(OneHop());

        var pinned = await stage.Runtime.Stores.Definitions.GetAsync(run.DefinitionHash, CancellationToken.None);
        Assert.Equal(Encoding.UTF8.GetString(OneHop().ToUtf8()), Encoding.UTF8.GetString(pinned!));
    }

    [ConformanceFact]
    public async Task Mission_WhoseToolIsNotThere_FailsAndNamesTheTool()
    {
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"));

        var run = await stage.RunAsync(OneHop().Hop("b", hop => hop.Step("unheard_of")));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains(run.Result!.Errors, error => error.Message.Contains("unheard_of", StringComparison.Ordinal));
    }

    [ConformanceFact]
    public async Task Mission_WithASkippedHop_SkipsWhatNeedsItAndCompletes()
    {
        await using var stage = await StageAsync(ScriptedTool.Failing("broken"), ScriptedTool.Echo("echo"));

        var run = await stage.RunAsync(TestMission.Create()
            .Hop("a", hop => hop.Step("broken").Writes("y").With("on_failure", "skip"))
            .Hop("needs", hop => hop.Reads("y").Step("echo"))
            .Hop("optional", hop => hop.Reads("y", optional: true).Step("echo"))
            .Hop("follows", hop => hop.Step("echo").After("a")));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(
            [HopStatus.Skipped, HopStatus.Skipped, HopStatus.Completed, HopStatus.Completed],
            run.Result!.Hops.Select(hop => hop.Status));
    }

    [ConformanceFact]
    public async Task Mission_AtWork_TellsHowFarItIs()
    {
        var gate = new TaskCompletionSource();
        var slow = new ScriptedTool("slow", async (_, context) =>
        {
            await gate.Task.WaitAsync(context.CancellationToken);
            return ToolResult.Of("value", null);
        });
        await using var stage = await StageAsync(ScriptedTool.Echo("echo"), slow);
        await stage.StartAsync(OneHop().Hop("b", hop => hop.Step("slow").After("a")));

        await stage.Runtime.UntilAsync(async () => (await stage.GetAsync()).Progress is { HopsDone: 1, HopsTotal: 2 }, "one of two hops is done");
        var during = await stage.GetAsync();
        gate.SetResult();

        Assert.Equal(RunStatus.Running, during.Status);
        Assert.Equal(RunStatus.Completed, (await stage.EndAsync()).Status);
    }

    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task Histories_OfARun_ShowParentsBeforeChildrenAndExecutionsInOrder()
    {
        await using var stage = await StageAsync(ScriptedTool.FailingFirst("flaky", 1));
        await stage.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("flaky")));
        await stage.RetryAsync();

        var histories = await stage.Runtime.Missions.Runs.ReadHistoryAsync(MissionStage.Run, CancellationToken.None);

        Assert.Equal([null, "r1", null, "r1~r1"], histories.Select(history => history.ParentInstanceId));
        Assert.Equal(["r1", "r1~r1"], histories.Where(history => history.ParentInstanceId is null).Select(history => history.InstanceId));
    }
}
