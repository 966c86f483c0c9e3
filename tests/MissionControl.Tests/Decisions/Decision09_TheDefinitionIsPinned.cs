using System.Text.Json.Nodes;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Decisions;

public sealed class Decision09_TheDefinitionIsPinned
{
    [Fact]
    public async Task Run_Started_KeepsItsDocumentByHash()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var mission = TestMission.Create().Hop("a", hop => hop.Step("echo"));

        var run = await host.RunAsync(mission);

        Assert.Equal(Wire.Sha256(mission.ToUtf8()), run.DefinitionHash);
        Assert.Equal(mission.ToUtf8(), await host.DefinitionAsync(run.DefinitionHash));
    }

    [Fact]
    public async Task Start_AgainWithTheSameDocumentAndInputs_IsTheSameRun()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        var mission = TestMission.Create().Input("x", 1).Hop("a", hop => hop.Reads("x").Step("echo"));
        await host.RunAsync(mission, "r1");

        var again = await host.RunAsync(mission, "r1");

        Assert.Equal(RunStatus.Completed, again.Status);
        Assert.Single(echo.Calls);
    }

    [Fact]
    public async Task Start_AgainWithAnotherDocument_IsRefusedNamingTheDocument()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo")), "r1");

        var error = await Assert.ThrowsAsync<RunConflictException>(() => host.RunAsync(TestMission.Create().Hop("b", hop => hop.Step("echo")), "r1"));

        Assert.Contains(error.Differences, difference => difference.Contains("document", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AgainWithAnotherInput_IsRefusedNamingTheInput()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        var mission = TestMission.Create().Input("x", 1).Hop("a", hop => hop.Reads("x").Step("echo"));
        await host.RunAsync(mission, "r1");

        var other = new Dictionary<string, JsonNode?> { ["x"] = 2 };
        var error = await Assert.ThrowsAsync<RunConflictException>(() => host.RunAsync(mission, "r1", other));

        Assert.Contains(error.Differences, difference => difference.Contains("'x'", StringComparison.Ordinal));
    }
}
