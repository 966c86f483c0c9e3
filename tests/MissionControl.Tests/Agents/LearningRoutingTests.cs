using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Tests.Telemetry;

namespace MissionControl.Tests.Agents;

public sealed class LearningRoutingTests
{
    private readonly Dictionary<string, int> _minutes = new() { ["ann"] = 10, ["bea"] = 10 };
    private int _runs;

    [Fact]
    public async Task Choice_OnceAnAgentIsSlowForLongEnough_MovesAndMovesBack()
    {
        await using var host = await StartAsync();
        host.Reference = host.Reference with { Stats = [new AgentStats("ann", 10, 1, 0), new AgentStats("bea", 10, 1, 0)] };
        Assert.Equal("ann", await ChosenAsync(host));

        // Ann becomes slower: her fifth log makes her own figures count.
        _minutes["ann"] = 120;
        var first = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            first.Add(await ChosenAsync(host));
        }

        Assert.Equal(["ann", "ann", "ann", "ann"], first.Take(4));
        Assert.Equal("bea", await ChosenAsync(host));

        // Now Bea becomes the slower one: her baseline stands for her until her fifth log.
        _minutes["bea"] = 600;
        var then = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            then.Add(await ChosenAsync(host));
        }

        Assert.Equal(["bea", "bea", "bea", "ann", "ann", "ann"], then);
    }

    [Fact]
    public async Task Choice_OnceAnAgentsWorkIsEscalatedOftenEnough_Moves()
    {
        await using var host = await StartAsync();
        host.Reference = host.Reference with { Stats = [new AgentStats("ann", 10, 1, 0), new AgentStats("bea", 10, 1, 0)] };
        var mission = Mission().With("approvals", JsonNode.Parse("""{"approvers": ["cyd"], "due": "1h", "on_timeout": "escalate", "escalate_to": [{"approvers": ["dan"]}]}"""));
        mission = mission.Hop("b", hop => hop.With("capability", "write").Step("work").Approval());
        for (var i = 0; i < 3; i++)
        {
            // Both hops of a run are Ann's; the second one moves up a level each time.
            var run = $"run{++_runs}";
            await host.RunAsync(mission, run);
            await host.AdvanceAsync(TimeSpan.FromMinutes(61));
            await host.VoteAsync($"{run}~hop~b~1", approve: true, by: "dan");
            Assert.Equal(["ann", "ann"], (await host.GetAsync(run)).Result!.Hops.Select(hop => hop.AgentId));
        }

        var ann = (await host.Telemetry.Records.TallyAgentsAsync(CancellationToken.None))["ann"].Stats!;
        Assert.Equal((6, 0.5m, 1m), (ann.TasksExecuted, ann.EscalationRate, ann.ApprovalRate));
        Assert.Equal("bea", await ChosenAsync(host));
    }

    [Fact]
    public async Task Decision_InTheHistory_TellsTheStatisticsThatCounted()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 6; i++)
        {
            await ChosenAsync(host);
        }

        var routing = (await host.GetAsync($"run{_runs}")).Result!.Hops[0].Routing!;

        Assert.Equal(["ann", "bea"], routing.Candidates.Select(candidate => candidate.AgentId));
        Assert.Equal((10m, 1m, 0m, 5), (routing.Candidates[0].Stats!.AvgTaskDurationMinutes, routing.Candidates[0].Stats!.ApprovalRate, routing.Candidates[0].Stats!.EscalationRate, routing.Candidates[0].Stats!.TasksExecuted));
        Assert.Null(routing.Candidates[1].Stats);
    }

    [Fact]
    public async Task Baseline_UntilThereAreEnoughLogs_Stays()
    {
        await using var host = await StartAsync();
        host.Reference = host.Reference with { Stats = [new AgentStats("bea", 1, 1, 0), new AgentStats("ann", 10, 0.5m, 0)] };
        _minutes["bea"] = 60;

        var chosen = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            chosen.Add(await ChosenAsync(host));
        }

        Assert.All(chosen, agent => Assert.Equal("bea", agent));
    }

    [Fact]
    public async Task Agents_ThatAreNotAvailableOrUnknown_AreNeverChosen()
    {
        await using var host = await StartAsync();
        host.Reference = host.Reference with { Agents = [host.Reference.Agents[0] with { Status = "offline" }, host.Reference.Agents[1]] };
        Assert.Equal("bea", await ChosenAsync(host));

        host.Reference = host.Reference with { Agents = [host.Reference.Agents[0] with { Status = "offline" }] };
        var run = await host.RunAsync(Mission(), $"run{++_runs}");
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public async Task LoadBalanced_WhileAnAgentHasAHopInHand_TakesTheOther()
    {
        await using var host = await StartAsync();
        host.Routing = RoutingStrategy.LoadBalanced;
        await host.CrashAsync();
        var waiting = TestMission.Create("w").Hop("a", hop => hop.With("capability", "write").Step("work").Approval());
        await host.RunAsync(waiting, "w1");
        await host.RunAsync(waiting, "w2");
        await host.RunAsync(waiting, "w3");

        Assert.Equal(["ann", "bea", "ann"], await AgentsAsync(host, "w1", "w2", "w3"));

        // W1 and w3 are no longer in Ann's hands.
        await host.VoteAsync("w1~hop~a~1", approve: true);
        await host.TerminateAsync("w3");
        await host.RunAsync(waiting, "w4");
        Assert.Equal(["ann"], await AgentsAsync(host, "w4"));
    }

    private static async Task<IReadOnlyList<string?>> AgentsAsync(MissionHost host, params string[] runs)
    {
        var agents = new List<string?>();
        foreach (var run in runs)
        {
            agents.Add(RunProjection.Read(await host.GetAsync(run), await host.HistoryAsync(run), host.Clock.GetUtcNow()).Hops[0].Result.AgentId);
        }

        return agents;
    }

    private async Task<MissionHost> StartAsync()
    {
        var host = await MissionHost.StartAsync(Durations.Tool("work", agent => _minutes[agent!]));
        host.Reference = Durations.Agents("ann", "bea");
        return host;
    }

    private async Task<string> ChosenAsync(MissionHost host)
    {
        var run = await host.RunAsync(Mission(), $"run{++_runs}");
        Assert.Equal(RunStatus.Completed, run.Status);
        return run.Result!.Hops[0].AgentId!;
    }

    private static TestMission Mission() => TestMission.Create("m").Hop("a", hop => hop.With("capability", "write").Step("work"));
}
