using MissionControl.Embedded;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Tests.Missions;

/// <summary>The run is killed at its n-th commit, for every n, before and after it; what it leads to must not change.</summary>
public sealed class MissionCrashTests
{
    private const string RunId = "r1";

    private static TestMission Mission => TestMission.Create()
        .Input("x", "seed")
        .Hop("first", hop => hop.Reads("x").Step("echo").Step("flaky").Retry(2).Writes("y"))
        .Hop("left", hop => hop.Reads("y").Step("echo").Writes("l"))
        .Hop("right", hop => hop.Reads("y").Step("echo").Approval().Writes("r"))
        .Hop("skipped", hop => hop.Reads("y").Step("broken").With("on_failure", "skip"))
        .Hop("last", hop => hop.Reads("l").Reads("r").Step("echo").Writes("z"))
        .Output("z", "text");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_KilledAtAnyCommit_EndsAsUndisturbedAndRepeatsNoCompletedStep(bool before)
    {
        var undisturbed = await RunAsync(crashAt: 0, before);
        var crashes = 0;
        for (var n = 1; ; n++)
        {
            var killed = await RunAsync(n, before);
            Assert.Equal(undisturbed.Outcome, killed.Outcome);
            Assert.InRange(killed.Calls, undisturbed.Calls, undisturbed.Calls + 3);
            if (!killed.Crashed)
            {
                break;
            }

            crashes++;
        }

        Assert.InRange(crashes, 15, 500);
    }

    [Fact]
    public async Task Run_EvictedAfterEveryCommit_EndsAsWhenItStaysInMemory()
    {
        var live = await RunAsync(crashAt: 0, before: false);

        var evicted = await RunAsync(crashAt: 0, before: false, evict: true);

        Assert.Equal(live.Outcome, evicted.Outcome);
        Assert.Equal(live.Calls, evicted.Calls);
    }

    private static async Task<(string Outcome, int Calls, bool Crashed)> RunAsync(int crashAt, bool before, bool evict = false)
    {
        var tools = new[] { ScriptedTool.Echo("echo"), ScriptedTool.FailingFirst("flaky", 1), ScriptedTool.Failing("broken") };
        await using var host = await MissionHost.StartAsync(
            options => options with { CrashBeforeCommit = before ? crashAt : 0, CrashAfterCommit = before ? 0 : crashAt, EvictAfterEveryCommit = evict }, tools);
        var crashed = false;
        while (await GoOnAsync(host) is not { IsFinal: true })
        {
            if (host.HasCrashed)
            {
                await host.CrashAsync();
                crashed = true;
            }
        }

        var run = await host.GetAsync(RunId);
        var output = await host.OutputAsync(run, "z");
        return (Describe(run, output!.GetValue<string>()), tools.Sum(tool => tool.Calls.Count), crashed);
    }

    /// <summary>Whoever drives a run does the same things again until it has ended: start it, let time pass, decide.</summary>
    private static async Task<RunRecord?> GoOnAsync(MissionHost host)
    {
        try
        {
            await host.StartRunAsync(Mission, RunId);
            await host.AdvanceAsync(TimeSpan.FromMinutes(1));
            foreach (var approval in await host.OpenApprovalsAsync(RunId))
            {
                await host.VoteAsync(approval.ApprovalId, approve: true);
            }

            return host.HasCrashed ? null : await host.GetAsync(RunId);
        }
        catch (HubUnavailableException)
        {
            return null;
        }
    }

    private static string Describe(RunRecord run, string output) =>
        $"{run.Status} {output} " + string.Join(", ", run.Result!.Hops.Select(Describe));

    private static string Describe(HopResult hop) =>
        $"{hop.Id}#{hop.Round} {hop.Status} [{string.Join(" ", hop.Steps.Select(step => $"{step.Id}:{step.Status}:{step.Attempts}"))}]";
}
