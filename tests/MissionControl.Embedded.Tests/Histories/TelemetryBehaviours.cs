using System.Text.Json.Nodes;
using MissionControl.Testing.Missions;

namespace MissionControl.Embedded.Tests.Histories;

/// <summary>What is recorded of runs that leave telemetry, in plans of revision 2 and later.</summary>
internal static class TelemetryBehaviours
{
    public static IReadOnlyDictionary<string, Func<MissionHost, Task>> All { get; } = new Dictionary<string, Func<MissionHost, Task>>(StringComparer.Ordinal)
    {
        ["telemetry-with-the-end"] = host => host.RunAsync(Chain(), "r1"),
        ["telemetry-while-it-runs"] = async host =>
        {
            await host.RunAsync(Chain().Hop("c", hop => hop.Reads("z").Step("echo").Approval()), "r1");
            await host.AdvanceAsync(TimeSpan.FromMinutes(1));
            await host.VoteAsync("r1~hop~c~1", approve: true);
        },
        ["telemetry-of-a-late-person"] = async host =>
        {
            await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Approval()).With("approvals", new JsonObject { ["plan"] = true }), "r1");
            await host.AdvanceAsync(TimeSpan.FromMinutes(7));
            await host.VoteAsync("r1~plan~1", approve: true);
            await host.AdvanceAsync(TimeSpan.FromMinutes(12));
            await host.VoteAsync("r1~hop~a~1", approve: false);
        },
        ["telemetry-of-an-overrun"] = async host =>
        {
            await host.RunAsync(
                TestMission.Create().Hop("a", hop => hop.With("estimated_duration_minutes", 1).Retry(3, "2m").Step("flaky").Step("echo", step => step["requires_human_approval"] = true).Step("echo")), "r1");
            await host.AdvanceAsync(TimeSpan.FromMinutes(10));
            await host.VoteAsync("r1~step~a~step2~1", approve: true);
        },
        ["telemetry-of-rounds"] = host => host.RunAsync(
            TestMission.Create().Hop("a", hop => hop.With("capability", "write").With("on_failure", "reroute").Step("picky")), "r1"),
        ["telemetry-of-a-budget"] = async host =>
        {
            await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Approval()).With("budget", new JsonObject { ["duration_minutes"] = 3 }), "r1");
            await host.AdvanceAsync(TimeSpan.FromMinutes(4));
            await host.VoteAsync("r1~hop~a~1", approve: true);
        },
        ["telemetry-of-approved-outputs"] = async host =>
        {
            await host.RunAsync(Chain().With("approvals", JsonNode.Parse("""{"outputs": ["z"]}""")), "r1");
            await host.VoteAsync("r1~output~z~1", approve: true);
        },
        ["telemetry-of-a-retry"] = async host =>
        {
            await host.RunAsync(Chain().Hop("c", hop => hop.Reads("z").Step("flaky").Writes("w")), "r1");
            await host.RetryAsync("r1");
            await host.RetryAsync("r1");
        },
        ["telemetry-without-a-plan"] = host => host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").With("capability", "sing")), "r1"),
    };

    private static TestMission Chain() => TestMission.Create().Input("x", "v")
        .Hop("a", hop => hop.Reads("x").Step("echo").Writes("y"))
        .Hop("b", hop => hop.Reads("y").Step("echo").Step("echo").Writes("z"))
        .Output("z");
}
