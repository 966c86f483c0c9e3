using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Stores;
using MissionControl.Testing.Tools;

namespace MissionControl.Embedded.Tests.Approvals;

/// <summary>Two persons, one approval, the same moment, a thousand times on a file: history, audit list and record tell one story.</summary>
public sealed class VoteRaceTests : IDisposable
{
    private const int Races = 1000;
    private const int AtOnce = 50;

    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Approve_AgainstReject_HasOneWinnerInHistoryAuditAndStore()
    {
        await using var runtime = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions { HubFile = _folder.File, Clock = TimeProvider.System, Registry = Registry });
        var mission = TestMission.Create().Hop("a", hop => hop.Step("echo").Approval().With("approval", System.Text.Json.Nodes.JsonNode.Parse("""{"approvers": ["yes", "no"]}""")));
        var approved = 0;
        for (var first = 0; first < Races; first += AtOnce)
        {
            var runs = Enumerable.Range(first, AtOnce).Select(number => $"race-{number}").ToList();
            await Task.WhenAll(runs.Select(run => runtime.Missions.StartAsync(mission.Prepare(run, new Dictionary<string, System.Text.Json.Nodes.JsonNode?>()), CancellationToken.None)));
            await runtime.WhenIdleAsync();
            var answers = await Task.WhenAll(runs.Select(run => RaceAsync(runtime.Stores.Approvals, $"{run}~hop~a~1")));
            await runtime.WhenIdleAsync();
            foreach (var (run, (yes, no)) in runs.Zip(answers))
            {
                Assert.Equal([VoteAnswer.Decided, VoteAnswer.Contradicted], new[] { yes, no }.Order());
                await AssertOneStoryAsync(runtime, run, yes == VoteAnswer.Decided);
                approved += yes == VoteAnswer.Decided ? 1 : 0;
            }
        }

        Assert.InRange(approved, 1, Races - 1);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Both are let go by one signal, and either comes first in turn.</summary>
    private static async Task<(VoteAnswer Yes, VoteAnswer No)> RaceAsync(ApprovalStore store, string approvalId)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<VoteAnswer> CastAsync(string by)
        {
            await go.Task;
            return (await new ApprovalVote(approvalId, by == "yes", by, "race", null).CastAsync(store, TimeProvider.System, CancellationToken.None)).Answer;
        }

        var yesFirst = approvalId.GetHashCode(StringComparison.Ordinal) % 2 == 0;
        var one = CastAsync(yesFirst ? "yes" : "no");
        var other = CastAsync(yesFirst ? "no" : "yes");
        go.SetResult();
        return yesFirst ? (await one, await other) : (await other, await one);
    }

    private static async Task AssertOneStoryAsync(EmbeddedRuntime runtime, string runId, bool isApproved)
    {
        var winner = isApproved ? "yes" : "no";
        var record = (await runtime.Stores.Approvals.GetAsync($"{runId}~hop~a~1", CancellationToken.None))!;
        Assert.Equal((isApproved, winner, winner), (record.Decision!.Approved, record.Decision.By, Assert.Single(record.Votes).By));
        Assert.Equal(isApproved ? RunStatus.Completed : RunStatus.Rejected, (await runtime.Missions.Runs.GetAsync(runId, CancellationToken.None))!.Status);

        var audit = await runtime.Stores.Approvals.ReadAuditAsync(record.ApprovalId, CancellationToken.None);
        Assert.Equal(winner, Assert.Single(audit, entry => entry.Kind == ApprovalAuditKind.Decided).By);
        Assert.Equal(winner, Assert.Single(audit, entry => entry.Kind == ApprovalAuditKind.Voted).By);
        Assert.NotEqual(winner, Assert.Single(audit, entry => entry.Kind == ApprovalAuditKind.Refused).By);

        var outcomes = (await runtime.Missions.Runs.ReadHistoryAsync(runId, CancellationToken.None))
            .Where(instance => instance.Events.OfType<ExecutionStarted>().Any(start => start.Name == TaskNames.Approval))
            .Select(instance => Wire.Deserialize<ApprovalOutcome>(instance.Events.OfType<ExecutionCompleted>().Single().Result!)!);
        Assert.Equal(record.Decision with { }, Assert.Single(outcomes).Decision);
    }

    private static OrchestrationRegistry Registry(HubStores stores) => new OrchestrationRegistry().AddMissions(new MissionPorts
    {
        Tools = new ToolRegistry().Add(ScriptedTool.Echo("echo")),
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Telemetry = stores.TelemetryPorts(),
        Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
        Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
        Clock = TimeProvider.System,
    });
}
