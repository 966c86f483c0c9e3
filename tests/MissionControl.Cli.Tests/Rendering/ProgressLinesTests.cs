using MissionControl.Agents;
using MissionControl.Cli.Rendering;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;

namespace MissionControl.Cli.Tests.Rendering;

public sealed class ProgressLinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Hop_ThatBegins_IsSaidOnce()
    {
        var hop = Hop(HopStatus.Running);

        Assert.Equal(["a: running"], ProgressLines.Changes(null, hop));
        Assert.Empty(ProgressLines.Changes(hop, hop));
    }

    [Fact]
    public void Step_ThatIsTriedAgain_IsSaidWithItsAttempt()
    {
        var failed = Hop(HopStatus.Running, Step(StepStatus.Failed, 1) with { Error = new RunError("x", "no\nluck") });
        var again = Hop(HopStatus.Running, Step(StepStatus.Running, 2));
        var done = Hop(HopStatus.Running, Step(StepStatus.Completed, 2));

        Assert.Equal(["a/s (tool): failed, attempt 1: no luck"], ProgressLines.Changes(Hop(HopStatus.Running, Step(StepStatus.Running, 1)), failed));
        Assert.Equal(["a/s (tool): running, attempt 2"], ProgressLines.Changes(failed, again));
        Assert.Equal(["a/s (tool): completed in 2.0 s, attempt 2"], ProgressLines.Changes(again, done));
    }

    [Fact]
    public void Step_ThatFailedWithItsHop_IsSaidWithItsPlaceOnce()
    {
        var error = new RunError("x", "Mission 'm', hop 'a', step 's' (tool), attempt 1: no luck", "a", "s", 1);
        var before = Hop(HopStatus.Running, Step(StepStatus.Running, 1));

        var lines = ProgressLines.Changes(before, Hop(HopStatus.Failed, Step(StepStatus.Failed, 1) with { Error = error }));

        Assert.Contains("a/s (tool): failed, attempt 1: no luck", lines);
    }

    [Fact]
    public void Agent_OfARound_IsSaidWithItsScore()
    {
        var routed = Hop(HopStatus.Running) with
        {
            Result = new HopResult("a", HopStatus.Running, 2)
            {
                AgentId = "A3",
                Routing = new RoutingDecision("A3", RoutingStrategy.Performance, [new RoutingCandidate("A3", 0.9504m, null)]),
            },
        };

        Assert.Equal(["a: routed to agent A3 (score 0.9504), round 2"], ProgressLines.Changes(Hop(HopStatus.Running), routed));
    }

    [Fact]
    public void Approval_ThatOpens_IsSaidWithItsCommand() => Assert.Equal(
        ["a: waits for a person: mission approve r~hop~a~1"],
        ProgressLines.Changes(Hop(HopStatus.Running), Hop(HopStatus.AwaitingApproval) with { AwaitedApproval = "r~hop~a~1" }));

    [Theory]
    [InlineData(HopStatus.Completed, "a: completed after 1.2 s")]
    [InlineData(HopStatus.Failed, "a: failed after 1.2 s")]
    [InlineData(HopStatus.Skipped, "a: skipped after 1.2 s: because")]
    [InlineData(HopStatus.Rejected, "a: rejected after 1.2 s: because")]
    public void Hop_ThatEnds_IsSaidWithItsTime(HopStatus status, string line)
    {
        var error = status == HopStatus.Completed ? null : new RunError("x", "because");
        var ended = Hop(status) with { Result = new HopResult("a", status) { ActualDurationMinutes = 0.02m, Error = error } };

        Assert.Equal([line], ProgressLines.Changes(Hop(HopStatus.Running), ended));
    }

    private static StepResult Step(StepStatus status, int attempts) =>
        new("s", "tool", status) { Attempts = attempts, StartedAt = Start, CompletedAt = status == StepStatus.Running ? null : Start.AddSeconds(2) };

    private static HopView Hop(HopStatus status, params StepResult[] steps) =>
        new(new HopResult("a", status) { Steps = steps }) { Plan = new PlannedHop(new HopDefinition("a"), [], new Dictionary<string, string>()) };
}
