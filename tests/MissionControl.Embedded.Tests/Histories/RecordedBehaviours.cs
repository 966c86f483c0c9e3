using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Embedded.Replaying;
using MissionControl.Reference;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Tools;

namespace MissionControl.Embedded.Tests.Histories;

/// <summary>What is recorded: a mission and how it went. The run is always r1.</summary>
internal static class RecordedBehaviours
{
    private static readonly Dictionary<string, Func<MissionHost, Task>> First = new(StringComparer.Ordinal)
    {
        ["plain-run"] = host => host.RunAsync(Chain(), "r1"),
        ["parallel-hops"] = host => host.RunAsync(Diamond(), "r1"),
        ["retry-with-backoff"] = host => ThenAsync(host, Hop("flaky", hop => hop.Retry(4, "10s")), TimeSpan.FromMinutes(5)),
        ["step-timeout"] = StepTimeoutAsync,
        ["hop-approval-approved"] = host => VoteAsync(host, Hop("echo", hop => hop.Approval()).With("approvals", Due()), "hop~a~1", approve: true),
        ["hop-approval-rejected"] = host => VoteAsync(host, Hop("echo", hop => hop.Approval()).With("approvals", Due()), "hop~a~1", approve: false),
        ["hop-approval-expired"] = host => ThenAsync(host, Hop("echo", hop => hop.Approval()).With("approvals", Due()), TimeSpan.FromDays(3)),
        ["hop-approval-approved-by-timeout"] = host => ThenAsync(host, Hop("echo", hop => hop.Approval()).With("approvals", Due("approve")), TimeSpan.FromDays(3)),
        ["hop-approval-rejected-skips"] = host => VoteAsync(host, Hop("echo", hop => hop.Approval().With("on_reject", "skip")), "hop~a~1", approve: false),
        ["plan-approval"] = host => VoteAsync(host, Chain().With("approvals", new JsonObject { ["plan"] = true }), "plan~1", approve: true),
        ["plan-approval-rejected"] = host => VoteAsync(host, Chain().With("approvals", new JsonObject { ["plan"] = true }), "plan~1", approve: false),
        ["step-approval"] = host => VoteAsync(host, TestMission.Create().Hop("a", hop => hop.Step("echo").Step("echo", step => step["requires_human_approval"] = true)), "step~a~step2~1", approve: true),
        ["reroute-after-failure"] = host => host.RunAsync(Hop("picky", hop => hop.With("capability", "write").With("on_failure", "reroute")), "r1"),
        ["reroute-after-rejection"] = RerouteAsync,
        ["skip-after-failure"] = host => host.RunAsync(
            TestMission.Create().Hop("a", hop => hop.Step("broken").Writes("y").With("on_failure", "skip")).Hop("b", hop => hop.Reads("y").Step("echo")).Hop("c", hop => hop.Step("echo").After("a")),
            "r1"),
        ["failure-stops-other-hops"] = host => host.RunAsync(TestMission.Create().Hop("waits", hop => hop.Step("echo").Approval()).Hop("breaks", hop => hop.Step("broken")), "r1"),
        ["failed-then-retried"] = async host =>
        {
            await host.RunAsync(Chain().Hop("c", hop => hop.Reads("z").Step("echo").Step("flaky").Writes("w")), "r1");
            await host.RetryAsync("r1");
            await host.RetryAsync("r1");
        },
        ["run-timeout"] = host => ThenAsync(host, Hop("echo", hop => hop.Approval()).With("timeout", "1h"), TimeSpan.FromHours(2)),
        ["hop-timeout"] = host => ThenAsync(host, Hop("broken", hop => hop.Retry(100, "20s").With("timeout", "1m")), TimeSpan.FromMinutes(5)),
        ["routed-agent"] = host => host.RunAsync(Hop("echo", hop => hop.With("capability", "write")), "r1"),
        ["plan-fails"] = host => host.RunAsync(Hop("echo", hop => hop.With("capability", "sing")), "r1"),
        ["waiting-for-a-person"] = host => host.RunAsync(Hop("echo", hop => hop.Approval()), "r1"),
        ["suspended-and-resumed"] = async host =>
        {
            await host.RunAsync(Hop("echo", hop => hop.Approval()), "r1");
            await host.SuspendAsync("r1");
            await host.VoteAsync("r1~hop~a~1", approve: true);
            await host.ResumeAsync("r1");
        },
        ["approval-escalated-until-it-expires"] = host => ThenAsync(host, Asked(Levels), TimeSpan.FromDays(9)),
        ["approval-escalated-then-approved"] = async host =>
        {
            await ThenAsync(host, Asked(Levels), TimeSpan.FromDays(3));
            await host.VoteAsync("r1~hop~a~1", approve: true, by: "bob");
        },
        ["approval-reminded-then-rejected"] = async host =>
        {
            await ThenAsync(host, Asked("""{"approvers": ["ann"], "due": "2d", "remind_after": "1d"}"""), TimeSpan.FromDays(1.5));
            await host.VoteAsync("r1~hop~a~1", approve: false, by: "ann");
        },
        ["approval-by-quorum-and-delegate"] = async host =>
        {
            await host.RunAsync(Asked("""{"approvers": ["ann", "bob", "carol"], "quorum": 2, "due": "2d"}"""), "r1");
            await host.VoteAsync("r1~hop~a~1", approve: false, by: "ann");
            await host.DelegateAsync("r1~hop~a~1", "bob", "dan");
            await host.VoteAsync("r1~hop~a~1", approve: true, by: "dan");
            await host.VoteAsync("r1~hop~a~1", approve: true, by: "carol");
        },
        ["step-approved-with-a-changed-input"] = async host =>
        {
            await host.RunAsync(
                TestMission.Create().Input("x", "v").Hop("a", hop => hop.Reads("x").Step("echo", step =>
                {
                    step["requires_human_approval"] = true;
                    step["editable"] = new JsonArray("value");
                })),
                "r1");
            await host.VoteAsync("r1~step~a~step1~1", approve: true, changes: new Dictionary<string, JsonElement> { ["value"] = JsonSerializer.SerializeToElement("w") });
        },
        ["outputs-approved"] = async host =>
        {
            await host.RunAsync(Delivered(), "r1");
            await host.VoteAsync("r1~output~y~1", approve: true);
            await host.VoteAsync("r1~output~z~1", approve: true);
        },
        ["output-rejected"] = async host =>
        {
            await host.RunAsync(Delivered(), "r1");
            await host.VoteAsync("r1~output~z~1", approve: false);
        },
        ["approval-that-nobody-can-give"] = async host =>
        {
            await host.RunAsync(TestMission.Create().Hop("a", hop => hop.Step("echo").Step("echo", step => step["approval"] = JsonNode.Parse("""{"approvers": ["group:nobody"]}"""))), "r1");
            await host.RetryAsync("r1");
        },
        ["rejected-beside-a-failure"] = async host =>
        {
            // The other hop pauses before its last attempt; the rejection comes first and stays.
            await host.StartRunAsync(TestMission.Create().Hop("asks", hop => hop.Step("echo").Approval()).Hop("hangs", hop => hop.Step("hangs", step => step["timeout"] = "30s")), "r1", untilIdle: false);
            await host.UntilAsync(async () => (await host.OpenApprovalsAsync("r1")).Count == 1);
            await host.UntilHistoryAsync("r1", "task_scheduled");
            await new ApprovalVote("r1~hop~asks~1", Approve: false, "ann", "test", null).CastAsync(host.Approvals, host.Clock, CancellationToken.None);
            await host.UntilHistoryAsync("r1", "sub_orchestration_instance_completed");
            await host.AdvanceAsync(TimeSpan.FromMinutes(2));
        },
        ["step-timeout-that-begins-with-the-step"] = StepTimeoutAsync,
        ["large-literal"] = host => host.RunAsync(
            TestMission.Create().Output("y").Hop("a", hop => hop.Step("echo", step => step["parameter_mapping"] = new JsonObject { ["value"] = new JsonObject { ["literal"] = new string('a', 20_000) } }).Writes("y")),
            "r1"),
        ["terminated"] = async host =>
        {
            await host.RunAsync(Hop("echo", hop => hop.Approval()), "r1");
            await host.TerminateAsync("r1");
        },
    };

    public static IReadOnlyDictionary<string, Func<MissionHost, Task>> All { get; } =
        new SortedDictionary<string, Func<MissionHost, Task>>(First.Concat(TelemetryBehaviours.All).ToDictionary(), StringComparer.Ordinal);

    /// <summary>Records the behaviour on a runtime of its own.</summary>
    public static async Task<HistoryDocument> RecordAsync(string behaviour)
    {
        await using var host = await MissionHost.StartAsync(
            ScriptedTool.Echo("echo"),
            ScriptedTool.FailingFirst("flaky", 2),
            ScriptedTool.Failing("broken"),
            Picky(),
            Hanging());
        host.Reference = ReferenceSet.Empty with
        {
            Agents = new[] { "A1", "A2" }.Select(id => new Agent(id, id, null, "available") { Capabilities = ["write"] }).ToList(),
        };
        await All[behaviour](host);
        return HistoryDocument.Of(await host.GetAsync("r1"), await host.HistoryAsync("r1"));
    }

    private static TestMission Hop(string tool, Action<TestHop> change) => TestMission.Create().Hop("a", hop => change(hop.Step(tool)));

    private static TestMission Chain() => TestMission.Create().Input("x", "v")
        .Hop("a", hop => hop.Reads("x").Step("echo").Writes("y"))
        .Hop("b", hop => hop.Reads("y").Step("echo").Step("echo").Writes("z"))
        .Output("z");

    private static TestMission Diamond() => TestMission.Create().Input("x", "v")
        .Hop("top", hop => hop.Reads("x").Step("echo").Writes("y"))
        .Hop("left", hop => hop.Reads("y").Step("echo").Writes("l"))
        .Hop("right", hop => hop.Reads("y").Step("echo").Writes("r"))
        .Hop("bottom", hop => hop.Reads("l").Reads("r").Step("echo").Writes("z"))
        .Output("z");

    private const string Levels = """
        {"approvers": ["ann"], "due": "2d", "remind_after": "1d", "on_timeout": "escalate",
         "escalate_to": [{"approvers": ["bob"], "due": "1d"}, {"approvers": ["carol"]}, {"approvers": ["dan"], "due": "4h"}]}
        """;

    private static TestMission Asked(string approvals) => Hop("echo", hop => hop.Approval()).With("approvals", JsonNode.Parse(approvals));

    private static TestMission Delivered() => TestMission.Create().With("approvals", JsonNode.Parse("""{"outputs": ["y", "z"]}""")).Input("x", "v")
        .Hop("a", hop => hop.Reads("x").Step("echo").Writes("y")).Output("y")
        .Hop("b", hop => hop.Reads("x").Step("echo").Writes("z")).Output("z");

    private static JsonObject Due(string onTimeout = "reject") => new() { ["due"] = "2d", ["on_timeout"] = onTimeout };

    private static async Task ThenAsync(MissionHost host, TestMission mission, TimeSpan passes)
    {
        await host.RunAsync(mission, "r1");
        await host.AdvanceAsync(passes);
    }

    private static async Task VoteAsync(MissionHost host, TestMission mission, string subject, bool approve)
    {
        await host.RunAsync(mission, "r1");
        await host.VoteAsync($"r1~{subject}", approve, "because");
    }

    private static async Task RerouteAsync(MissionHost host)
    {
        await VoteAsync(host, Hop("echo", hop => hop.Approval().With("capability", "write").With("on_reject", "reroute")), "hop~a~1", approve: false);
        await host.VoteAsync("r1~hop~a~2", approve: true);
    }

    private static async Task StepTimeoutAsync(MissionHost host)
    {
        await host.StartRunAsync(TestMission.Create().Hop("a", hop => hop.Step("hangs", step => step["timeout"] = "30s").Retry(2)), "r1", untilIdle: false);
        await host.AdvanceAsync(TimeSpan.FromMinutes(2));
    }

    private static ScriptedTool Picky() => new("picky", (_, context) => context.AgentId == "A1"
        ? throw new ToolException("no", "not for me")
        : Task.FromResult(ToolResult.Of("value", 1)));

    private static ScriptedTool Hanging() => new("hangs", async (_, context) =>
    {
        if (context.Attempt == 1)
        {
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        }

        return ToolResult.Of("value", "late");
    });
}
