using MissionControl.Agents;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Hops;

public sealed class RoutedHopTests
{
    private static readonly ReferenceSet OneAgent = ReferenceSet.Empty with
    {
        Agents = [new Agent("A1", null, null, "available") { Capabilities = ["write"], Tool = "echo" }],
    };

    private static TestMission Mission => TestMission.Create()
        .Hop("plain", hop => hop.Step("echo").Writes("p"))
        .Hop("a", hop => hop.Reads("p").Step("echo").Writes("y").With("capability", "write"));

    [Fact]
    public async Task Hop_WithACapability_IsDoneByThatAgentAndSaysWhy()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        host.Reference = OneAgent;

        var run = await host.RunAsync(Mission);

        var hop = run.Result!.Hops.Single(hop => hop.Id == "a");
        Assert.Equal("A1", hop.AgentId);
        Assert.Equal("A1", Assert.Single(hop.Routing!.Candidates).AgentId);
        Assert.Equal("A1", echo.Calls.Single(call => call.Context.HopId == "a").Context.AgentId);
    }

    [Fact]
    public async Task Hop_WhoseAgentsAreNotAvailable_FailsWithEverybodyConsideredAndRunsAfterARetry()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        host.Reference = OneAgent with { Agents = [OneAgent.Agents[0] with { Status = "offline" }] };
        var failed = await host.RunAsync(Mission);
        Assert.Equal(RunStatus.Failed, failed.Status);
        var error = Assert.Single(failed.Result!.Errors);
        Assert.Equal(HopErrors.NoAgent, error.ErrorType);
        Assert.Contains("A1", error.Message, StringComparison.Ordinal);

        host.Reference = OneAgent;

        Assert.Equal(RunStatus.Completed, (await host.RetryAsync(failed.RunId)).Status);
    }

    [Fact]
    public async Task Hop_WhoseAgentsCannotBeRead_FailsAsAResultWithACheckpoint()
    {
        var echo = ScriptedTool.Echo("echo");
        await using var host = await MissionHost.StartAsync(echo);
        host.Reference = OneAgent;
        host.ReadingAgents = () => throw new IOException("the data directory is gone");
        host.FailReadingAfter = 1;

        var failed = await host.RunAsync(Mission);
        Assert.Contains("the data directory is gone", Assert.Single(failed.Result!.Errors).Message, StringComparison.Ordinal);
        host.ReadingAgents = null;
        var run = await host.RetryAsync(failed.RunId);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["plain", "a"], echo.Calls.Select(call => call.Context.HopId));
    }

    [Fact]
    public async Task Plan_WaitingForItsApproval_ShowsTheToolsOfEveryHop()
    {
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("echo"));
        host.Reference = OneAgent;

        var waiting = await host.RunAsync(Mission.With("approvals", new System.Text.Json.Nodes.JsonObject { ["plan"] = true }));

        var approval = Assert.Single(await host.OpenApprovalsAsync(waiting.RunId));
        Assert.Equal("Start mission Test mission: plain (echo), a (echo)", approval.Summary);
    }
}
