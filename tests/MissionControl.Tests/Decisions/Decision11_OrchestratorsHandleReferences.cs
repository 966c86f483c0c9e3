using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision11_OrchestratorsHandleReferences
{
    [Fact]
    public async Task LargeContent_BetweenHops_NeverEntersTheHistory()
    {
        const int size = 2_000_000;
        var make = new ScriptedTool("make", (_, _) => Task.FromResult(ToolResult.Of("value", new string('#', size))));
        var echo = ScriptedTool.Echo("echo");
        var mission = TestMission.Create().Hop("a", hop => hop.Step("make").Writes("y")).Hop("b", hop => hop.Reads("y").Step("echo").Writes("z")).Output("z", "text");
        await using var host = await MissionHost.StartAsync(make, echo);

        var run = await host.RunAsync(mission);

        Assert.Equal(size, (await host.OutputAsync(run, "z"))!.GetValue<string>().Length);
        Assert.DoesNotContain("####", await host.HistoryTextAsync(run.RunId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManySmallAssets_InOneMission_LeaveEveryMessageUnderThirtyTwoKibibytes()
    {
        var make = new ScriptedTool("make", (_, _) => Task.FromResult(ToolResult.Of("value", new string('#', 3000))));
        var mission = TestMission.Create();
        for (var i = 0; i < 40; i++)
        {
            var number = i;
            mission.Hop($"h{number}", hop => hop.Step("make").Writes($"y{number}"));
        }

        mission.Hop("all", hop =>
        {
            for (var i = 0; i < 40; i++)
            {
                hop.Reads($"y{i}");
            }

            hop.Step("make");
        });
        await using var host = await MissionHost.StartAsync(make);

        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.All(await host.MessagesAsync(run.RunId), message => Assert.InRange(message.Length, 0, 32 * 1024));
    }

    [Fact]
    public async Task SmallContent_BetweenHops_TravelsInline()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(TestMission.Create().Input("x", "small").Hop("a", hop => hop.Reads("x").Step("echo").Writes("y")).Output("y"));

        Assert.NotNull(run.Result!.Outputs["y"].Inline);
    }
}
