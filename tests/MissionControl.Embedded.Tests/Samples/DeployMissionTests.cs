using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Embedded.Tests.Samples;

public sealed class DeployMissionTests
{
    /// <summary>Deploys what a person approved within 30 days. <see cref="TestMission.Read"/> takes it from your own file instead.</summary>
    private static TestMission Deploy => TestMission.Create("deploy")
        .Input("version", "1.4.2")
        .With("approvals", new System.Text.Json.Nodes.JsonObject { ["due"] = "30d" })
        .Hop("build", hop => hop.Reads("version").Step("compile").Writes("package"))
        .Hop("roll_out", hop => hop.Reads("package").Step("deploy").Approval().Retry(3, "1m").Writes("url"))
        .Output("url");

    [Fact]
    public async Task Deployment_NobodyApprovesForAMonth_IsRejectedAndDeploysNothing()
    {
        var deploy = ScriptedTool.Echo("deploy");
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("compile"), deploy);
        var waiting = await host.RunAsync(Deploy);

        await host.AdvanceAsync(TimeSpan.FromDays(30));

        Assert.Equal(RunStatus.AwaitingApproval, waiting.Status);
        Assert.Equal(RunStatus.Rejected, (await host.GetAsync(waiting.RunId)).Status);
        Assert.Empty(deploy.Calls);
    }

    [Fact]
    public async Task Deployment_WhoseServerIsDownAtFirst_IsTriedAgainAMinuteLater()
    {
        var deploy = ScriptedTool.FailingFirst("deploy", failures: 1);
        await using var host = await MissionHost.StartAsync(ScriptedTool.Echo("compile"), deploy);
        var waiting = await host.RunAsync(Deploy);
        await host.VoteAsync($"{waiting.RunId}~hop~roll_out~1", approve: true);

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        var run = await host.GetAsync(waiting.RunId);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("1.4.2", (string?)await host.OutputAsync(run, "url"));
        Assert.Equal([1, 2], deploy.Calls.Select(call => call.Context.Attempt));
    }

    /// <summary>The process dies instead of its n-th commit, for every n until the mission makes no more of them.</summary>
    [Fact]
    public async Task Deployment_KilledAtAnyCommit_StillDeploysUnderOneKey()
    {
        var (commit, died) = (0, true);
        while (died)
        {
            commit++;
            var deploy = ScriptedTool.Echo("deploy");
            await using var host = await MissionHost.StartAsync(options => options with { CrashBeforeCommit = commit }, ScriptedTool.Echo("compile"), deploy);

            died = await host.SurviveAsync(() => host.RunAsync(Deploy, "r1"));
            died |= await host.SurviveAsync(() => host.VoteAsync("r1~hop~roll_out~1", approve: true));

            Assert.Equal(RunStatus.Completed, (await host.GetAsync("r1")).Status);
            Assert.Equal(["r1/roll_out#1/step1"], deploy.Calls.Select(call => call.Context.IdempotencyKey).Distinct());
        }

        Assert.True(commit > 10, $"Only {commit} commits were tried.");
    }
}
