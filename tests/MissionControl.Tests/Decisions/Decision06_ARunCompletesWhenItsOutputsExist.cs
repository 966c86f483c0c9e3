using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision06_ARunCompletesWhenItsOutputsExist
{
    [Fact]
    public async Task Run_WithEveryOutputMade_IsCompleted()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(TestMission.Create().Input("x", "v").Hop("a", hop => hop.Reads("x").Step("echo").Writes("y")).Output("y", "text"));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("v", (await host.OutputAsync(run, "y"))!.GetValue<string>());
    }

    [Fact]
    public async Task Run_WithAnOutputOfAnotherType_FailsAndNamesIt()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(TestMission.Create().Input("x", "v").Hop("a", hop => hop.Reads("x").Step("echo").Writes("y")).Output("y", "number"));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("'y' is no number", Assert.Single(run.Result!.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseOutputsHopWasSkipped_FailsAndNamesTheMissingOutput()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("broken"));

        var run = await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("broken").Writes("y").With("on_failure", "skip")).Output("y"));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("'y'", Assert.Single(run.Result!.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SkippedHop_WithDependents_SkipsThoseThatNeedItsOutputAndRunsTheOthers()
    {
        var echo = ScriptedTool.Echo("echo");
        var mission = TestMission.Create()
            .Hop("broken", hop => hop.Step("broken").Writes("y").With("on_failure", "skip"))
            .Hop("needs", hop => hop.Reads("y").Step("echo").Writes("n"))
            .Hop("needs-that", hop => hop.Reads("n").Step("echo"))
            .Hop("optional", hop => hop.Reads("y", optional: true).Step("echo").Writes("o"))
            .Hop("after", hop => hop.Step("echo").After("broken"));
        await using var host = await MissionHost.StartAsync(ScriptedTool.Failing("broken"), echo);

        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Completed, run.Status);
        var status = run.Result!.Hops.ToDictionary(hop => hop.Id, hop => hop.Status);
        Assert.Equal(HopStatus.Skipped, status["broken"]);
        Assert.Equal(HopStatus.Skipped, status["needs"]);
        Assert.Equal(HopStatus.Skipped, status["needs-that"]);
        Assert.Equal(HopStatus.Completed, status["optional"]);
        Assert.Equal(HopStatus.Completed, status["after"]);
        Assert.Contains("broken does not work", run.Result.Hops.Single(hop => hop.Id == "needs").Error!.Message, StringComparison.Ordinal);
    }
}
