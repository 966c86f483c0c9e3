using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing.Missions;
using MissionControl.Testing.Stores;

namespace MissionControl.Testing.Conformance;

/// <summary>Missions over scripted tools on the runtime that is judged. Every run is called r1.</summary>
internal sealed class MissionStage(IReadOnlyList<ITool> tools) : IAsyncDisposable
{
    public const string Run = "r1";

    private static readonly Dictionary<string, JsonNode?> NoInputs = [];

    private ReferenceSet _reference = ReferenceSet.Empty;

    public ConformanceRuntime Runtime { get; set; } = null!;

    public OrchestrationRegistry Registry(HubStores stores, TimeProvider clock)
    {
        var registry = new ToolRegistry();
        foreach (var tool in tools)
        {
            registry.Add(tool);
        }

        return new OrchestrationRegistry().AddMissions(new MissionPorts
        {
            Tools = registry,
            Assets = stores.Assets,
            Definitions = stores.Definitions,
            Approvals = stores.Approvals,
            Claims = stores.Claims,
            Telemetry = stores.TelemetryPorts(),
            Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
            Reference = new FixedReferenceSource(() => _reference),
            Clock = clock,
        });
    }

    /// <summary>Agents with the capability "write", the first one preferred.</summary>
    public void Employ(params string[] agents) => _reference = ReferenceSet.Empty with
    {
        Agents = agents.Select(id => new Agent(id, id, null, "available") { Capabilities = ["write"] }).ToList(),
    };

    public Task<RunRecord> StartAsync(TestMission mission) => Runtime.Missions.StartAsync(mission.Prepare(Run, NoInputs), CancellationToken.None);

    /// <summary>Starts the run and waits for its end.</summary>
    public async Task<RunRecord> RunAsync(TestMission mission)
    {
        await StartAsync(mission);
        return await EndAsync();
    }

    /// <summary>Starts the run and waits until it waits for a person.</summary>
    public async Task<RunRecord> AskAsync(TestMission mission)
    {
        await StartAsync(mission);
        await Runtime.UntilAsync(async () => (await OpenApprovalsAsync()).Count > 0, "somebody is asked");
        return await UntilAsync(RunStatus.AwaitingApproval);
    }

    public async Task<RunRecord> EndAsync()
    {
        await UntilAsync(run => run.IsFinal, "ended");
        return await GetAsync();
    }

    public async Task<RunRecord> UntilAsync(RunStatus status)
    {
        await UntilAsync(run => run.Status == status, Wire.Word(status));
        return await GetAsync();
    }

    /// <exception cref="InvalidOperationException">The runtime stopped the run: waiting any longer has no use.</exception>
    private Task UntilAsync(Func<RunRecord, bool> fact, string what) => Runtime.UntilAsync(
        async () =>
        {
            var run = await GetAsync();
            return run is { Status: RunStatus.Suspended, Error: { } error } ? throw new InvalidOperationException(error) : fact(run);
        },
        $"the run is {what}");

    public async Task<RunRecord> GetAsync() => (await Runtime.Missions.Runs.GetAsync(Run, CancellationToken.None))!;

    /// <param name="subject">For example <c>hop~a~1</c>.</param>
    public Task<VoteResult> VoteAsync(string subject, bool approve, string? comment = null, string by = "ann", string execution = Run, string? changes = null) =>
        new ApprovalVote($"{execution}~{subject}", approve, by, "conformance", comment, changes is null ? null : Wire.Deserialize<Dictionary<string, JsonElement>>(changes)).CastAsync(Runtime.Stores.Approvals, Runtime.Clock, CancellationToken.None);

    /// <summary>Waits until a person is asked about this subject, whatever else the run does.</summary>
    public Task AskedAsync(string subject, string execution = Run) => Runtime.UntilAsync(
        async () => (await OpenApprovalsAsync()).Any(approval => approval.ApprovalId == $"{execution}~{subject}"),
        $"somebody is asked about {subject}");

    public Task<IReadOnlyList<ApprovalRecord>> OpenApprovalsAsync() => Runtime.Stores.Approvals.ListAllAsync(new ApprovalQuery(Run, Open: true), CancellationToken.None);

    public async Task<string?> OutputAsync(string asset) =>
        (await AssetBody.ReadAsync(Runtime.Stores.Assets, Run, (await GetAsync()).Result!.Outputs[asset], CancellationToken.None))["content"]?.ToJsonString();

    public async Task<RunRecord> RetryAsync()
    {
        await Runtime.Missions.RetryAsync(Run, "ann", CancellationToken.None);
        return await EndAsync();
    }

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();
}
