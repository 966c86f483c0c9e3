using MissionControl.Agents;
using MissionControl.Reference;

namespace MissionControl.Tests.Agents;

public sealed class HopRouterTests
{
    private static readonly ReferenceSet Set = new()
    {
        Agents =
        [
            new("fast", null, null, "available") { Capabilities = ["write"], CostPerTaskUsd = 3 },
            new("good", null, null, "available") { Capabilities = ["write", "sign"], Tool = "report_generator", CostPerTaskUsd = 1 },
            new("away", null, null, "maintenance") { Capabilities = ["write"], CostPerTaskUsd = 0 },
            new("fresh", null, null, "available"),
            new("twin", null, null, "available") { Capabilities = ["sign"], CostPerTaskUsd = 1 },
        ],
        CapableAgents = new Dictionary<string, IReadOnlyList<string>>
        {
            ["T1"] = ["fast", "good", "away", "ghost"],
            ["T2"] = ["fresh"],
            ["T3"] = ["good", "twin"],
            ["T4"] = ["twin", "good"],
            ["T5"] = ["away"],
            ["T6"] = ["fresh", "fast"],
        },
        Stats =
        [
            new("fast", 2, 0.5m, 0.1m),
            new("good", 10, 0.9m, 0),
            new("twin", 10, 0.9m, 0),
        ],
    };

    [Theory]
    [InlineData("T1", RoutingStrategy.Performance, "good")]
    [InlineData("T1", RoutingStrategy.FirstAvailable, "fast")]
    [InlineData("T1", RoutingStrategy.CostOptimized, "good")]
    [InlineData("T3", RoutingStrategy.Performance, "good")]
    [InlineData("T4", RoutingStrategy.Performance, "twin")]
    [InlineData("T4", RoutingStrategy.CostOptimized, "twin")]
    [InlineData("T2", RoutingStrategy.Performance, "fresh")]
    [InlineData("T6", RoutingStrategy.Performance, "fast")]
    [InlineData("T6", RoutingStrategy.CostOptimized, "fast")]
    [InlineData("T5", RoutingStrategy.Performance, null)]
    [InlineData("T9", RoutingStrategy.Performance, null)]
    public void Strategy_AmongTheAgentsOfTheTask_ChoosesOne(string task, RoutingStrategy strategy, string? winner) =>
        Assert.Equal(winner, HopRouter.Route(new RoutingRequest(task) { Strategy = strategy }, Set).AgentId);

    [Theory]
    [InlineData(0, 0, "fast")]
    [InlineData(1, 0, "good")]
    [InlineData(2, 2, "fast")]
    [InlineData(0, 5, "fast")]
    public void LoadBalanced_ChoosesTheFewestActiveHopsThenTheFirstInTheList(int fast, int good, string winner)
    {
        var request = new RoutingRequest("T1")
        {
            Strategy = RoutingStrategy.LoadBalanced,
            ActiveHops = new Dictionary<string, int> { ["fast"] = fast, ["good"] = good },
        };

        Assert.Equal(winner, HopRouter.Route(request, Set).AgentId);
    }

    [Theory]
    [InlineData("write", "fast, good, away")]
    [InlineData("sign", "good, twin")]
    [InlineData("fly", "")]
    public void Capability_SelectsTheAgentsThatHoldItInFileOrder(string capability, string candidates) =>
        Assert.Equal(candidates, Names(HopRouter.Route(new RoutingRequest("T5") { Capability = capability }, Set)));

    [Theory]
    [InlineData("T9", "fast", "fast", null)]
    [InlineData("T9", "away", null, "its status is 'maintenance', not 'available'")]
    [InlineData("T9", "ghost", null, "not in the agent registry")]
    [InlineData("T2", "fast", null, "the capability matrix does not list it for task 'T2'")]
    public void FixedAgent_IsTheOnlyCandidateAndPassesTheSameGates(string task, string agent, string? winner, string? reason)
    {
        var decision = HopRouter.Route(new RoutingRequest(task) { Agent = agent }, Set);

        Assert.Equal(winner, decision.AgentId);
        Assert.Equal(reason, Assert.Single(decision.Candidates).Reason);
    }

    [Fact]
    public void Agents_UsedInEarlierRounds_AreNeverChosenAgain()
    {
        var request = new RoutingRequest("T5") { Capability = "write", Excluded = ["good"] };

        var decision = HopRouter.Route(request, Set);

        Assert.Equal("fast", decision.AgentId);
        Assert.Equal("it did this hop in an earlier round", decision.Candidates[1].Reason);
    }

    [Fact]
    public void Decision_ListsEverybodyWithScoreOrReason()
    {
        var decision = HopRouter.Route(new RoutingRequest("T1"), Set);

        Assert.Equal("fast, good, away, ghost", Names(decision));
        Assert.Equal([0.36m, 0.7m, null, null], decision.Candidates.Select(candidate => candidate.Score));
        Assert.Equal("not in the agent registry", decision.Candidates[3].Reason);
        Assert.Null(decision.Problem);
    }

    [Fact]
    public void Nobody_WithAllConsidered_SaysWhyEachWasNot() =>
        Assert.Equal(
            "Nobody can do hop 'T1': fast: it did this hop in an earlier round; good: it did this hop in an earlier round; "
            + "away: its status is 'maintenance', not 'available'; ghost: not in the agent registry.",
            HopRouter.Route(new RoutingRequest("T1") { Excluded = ["fast", "good"] }, Set).Problem);

    [Theory]
    [InlineData("good", "report_generator")]
    [InlineData("fast", "template")]
    public void Winner_BringsItsToolElseTheTemplate(string agent, string tool) =>
        Assert.Equal(tool, HopRouter.Route(new RoutingRequest("hop1") { Agent = agent }, Set).ToolName);

    [Fact]
    public void Scores_ThatDifferBeyondTheShownDecimals_DecideAllTheSame()
    {
        var set = Set with { Stats = [new("good", 10, 0.9m, 0), new("twin", 9.9999m, 0.9m, 0)] };

        var decision = HopRouter.Route(new RoutingRequest("T3"), set);

        Assert.Equal("twin", decision.AgentId);
        Assert.Equal(decision.Candidates[0].Score, decision.Candidates[1].Score);
    }

    [Fact]
    public void Decision_OnTheWire_KeepsTheStatisticsItWasMadeFrom()
    {
        var decision = HopRouter.Route(new RoutingRequest("T1"), Set);

        var read = Wire.Deserialize<RoutingDecision>(Wire.Serialize(decision))!;

        Assert.Equal(decision.Candidates, read.Candidates);
        Assert.Equal(10m, read.Candidates[1].Stats!.AvgTaskDurationMinutes);
    }

    private static string Names(RoutingDecision decision) => string.Join(", ", decision.Candidates.Select(candidate => candidate.AgentId));
}
