using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision05_HopsFormAGraph_Running
{
    [Fact]
    public async Task IndependentHops_OfOneRun_AreUnderWayAtTheSameTime()
    {
        using var both = new CountdownEvent(2);
        var meeting = new ScriptedTool("meet", async (_, context) =>
        {
            both.Signal();
            await Task.Run(() => both.Wait(context.CancellationToken), context.CancellationToken);
            return ToolResult.Of("value", "met");
        });
        var mission = TestMission.Create().Hop("a", hop => hop.Step("meet").Writes("x")).Hop("b", hop => hop.Step("meet").Writes("y"));
        await using var host = await MissionHost.StartAsync(meeting);

        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(2, meeting.Calls.Count);
    }

    [Fact]
    public async Task Hop_ReadingAnAsset_StartsAfterItsProducer()
    {
        var echo = ScriptedTool.Echo("echo");
        var mission = TestMission.Create()
            .Hop("last", hop => hop.Reads("y").Step("echo").Writes("z"))
            .Hop("middle", hop => hop.Reads("x").Step("echo").Writes("y"))
            .Hop("first", hop => hop.Step("echo").Writes("x"));
        await using var host = await MissionHost.StartAsync(echo);

        await host.RunAsync(mission);

        Assert.Equal(["first", "middle", "last"], echo.Calls.Select(call => call.Context.HopId));
    }

    [Fact]
    public async Task Hop_NamingAnotherInDependsOn_StartsAfterIt()
    {
        var echo = ScriptedTool.Echo("echo");
        var mission = TestMission.Create()
            .Hop("second", hop => hop.Step("echo").After("first"))
            .Hop("first", hop => hop.Step("echo"));
        await using var host = await MissionHost.StartAsync(echo);

        await host.RunAsync(mission);

        Assert.Equal(["first", "second"], echo.Calls.Select(call => call.Context.HopId));
    }
}
