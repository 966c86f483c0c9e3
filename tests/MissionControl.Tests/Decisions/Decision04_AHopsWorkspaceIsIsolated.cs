using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision04_AHopsWorkspaceIsIsolated
{
    [Fact]
    public async Task Step_ReadingALocalOfAnotherHop_FailsTheRunWithTheAssetsName()
    {
        var mission = TestMission.Create()
            .Input("x", "seed")
            .Hop("a", hop => hop.Reads("x").Step("echo").Writes("y"))
            .Hop("b", hop => hop.Reads("y").Step("echo", step => step["parameter_mapping"]!["value"] = new JsonObject { ["state_asset"] = "x" }).Writes("z"));
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(mission);

        Assert.Equal(RunStatus.Failed, run.Status);
        var error = Assert.Single(run.Result!.Errors);
        Assert.Contains("hop 'b', step 'step1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("asset 'x', path 'content'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalAsset_NotExported_VanishesWithTheHop()
    {
        var mission = TestMission.Create()
            .Input("x", "seed")
            .Hop("a", hop => hop.Reads("x").Step("echo").Step("echo").Writes("y"))
            .Output("y");
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));

        var run = await host.RunAsync(mission);

        var hop = Assert.Single(run.Result!.Hops);
        Assert.Equal(["y"], hop.Exports.Keys);
        Assert.Null(hop.Workspace);
    }
}
