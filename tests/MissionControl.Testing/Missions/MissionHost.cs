using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Steps;
using MissionControl.Testing.Stores;

namespace MissionControl.Testing.Missions;

/// <summary>Runs missions in memory, in virtual time, over the tools that a test gives.</summary>
public sealed class MissionHost : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private TestRuntime _runtime = null!;
    private int _runs;

    private MissionHost(IEnumerable<ITool> tools)
    {
        foreach (var tool in tools)
        {
            Tools.Add(tool);
        }
    }

    public ToolRegistry Tools { get; } = new();

    public Dictionary<string, string> Secrets { get; } = [];

    public ReferenceSet Reference { get; set; } = ReferenceSet.Empty;

    /// <summary>Who is in which group, from the next opening of the hub on.</summary>
    public People People { get; set; } = new();

    /// <summary>What the configuration asks approvals for, from the next opening of the hub on.</summary>
    public ApprovalRules ApprovalRules { get; set; } = new();

    /// <summary>The numbers by which telemetry is judged, from the next opening of the hub on.</summary>
    public PortfolioSettings Settings { get; set; } = PortfolioSettings.Default;

    public RoutingStrategy Routing { get; set; } = RoutingStrategy.Performance;

    /// <summary>What runs have left.</summary>
    public TelemetryPorts Telemetry => _runtime.Stores.TelemetryPorts(Settings);

    /// <summary>What the portfolio makes of it.</summary>
    public HubPortfolio Portfolio => new(Telemetry, _runtime.Stores.Definitions, _runtime.Stores.Catalogue, _clock);

    public ManualClock Clock => _clock;

    public ApprovalStore Approvals => _runtime.Stores.Approvals;

    /// <summary>True once the crash that was ordered has happened.</summary>
    public bool HasCrashed => _runtime.HasCrashed;

    /// <summary>What happens in place of a reading of <see cref="Reference"/>, from the reading after <see cref="FailReadingAfter"/> on.</summary>
    public Action? ReadingAgents { get; set; }

    public int FailReadingAfter { get; set; }

    public static Task<MissionHost> StartAsync(params ITool[] tools) => StartAsync(options => options, tools);

    /// <param name="change">How the runtime differs from the usual: evictions, crashes.</param>
    public static async Task<MissionHost> StartAsync(Func<TestRuntimeOptions, TestRuntimeOptions> change, params ITool[] tools)
    {
        var host = new MissionHost(tools);
        host._runtime = await TestRuntime.StartAsync(change(new TestRuntimeOptions { Registry = host.Registry, Clock = host._clock }));
        return host;
    }

    /// <summary>Starts a run and lets it go on until only time or people can.</summary>
    public Task<RunRecord> RunAsync(TestMission mission, string? runId = null, IReadOnlyDictionary<string, JsonNode?>? inputs = null, string? by = null) =>
        StartRunAsync(mission, runId, inputs, by: by);

    public async Task<RunRecord> StartRunAsync(
        TestMission mission, string? runId = null, IReadOnlyDictionary<string, JsonNode?>? inputs = null, bool untilIdle = true, string? by = null)
    {
        var start = mission.Prepare(runId ?? $"run-{++_runs}", inputs ?? new Dictionary<string, JsonNode?>());
        var run = await _runtime.Missions.StartAsync(start with { RequestedBy = by }, CancellationToken.None);
        if (untilIdle)
        {
            await IdleAsync();
        }

        return await GetAsync(run.RunId);
    }

    public async Task<RunRecord> RetryAsync(string runId)
    {
        await _runtime.Missions.RetryAsync(runId, "tester", CancellationToken.None);
        await IdleAsync();
        return await GetAsync(runId);
    }

    public async Task<RunRecord> SuspendAsync(string runId)
    {
        await _runtime.Missions.SuspendAsync(runId, "tester", null, CancellationToken.None);
        await IdleAsync();
        return await GetAsync(runId);
    }

    public async Task<RunRecord> ResumeAsync(string runId)
    {
        await _runtime.Missions.ResumeAsync(runId, "tester", null, CancellationToken.None);
        await IdleAsync();
        return await GetAsync(runId);
    }

    public async Task<RunRecord> TerminateAsync(string runId, string? reason = null)
    {
        await _runtime.Missions.TerminateAsync(runId, "tester", reason, CancellationToken.None);
        await IdleAsync();
        return await GetAsync(runId);
    }

    /// <summary>Terminates one instance of a run, as an operator of the platform can.</summary>
    public async Task TerminateInstanceAsync(string instanceId)
    {
        await _runtime.Orchestrations.TerminateAsync(instanceId);
        await IdleAsync();
    }

    public async Task<VoteResult> VoteAsync(
        string approvalId, bool approve, string? comment = null, string by = "tester", IReadOnlyDictionary<string, JsonElement>? changes = null)
    {
        var vote = new ApprovalVote(approvalId, approve, by, "test", comment, changes);
        var result = await vote.CastAsync(_runtime.Stores.Approvals, _runtime.Clock, CancellationToken.None);
        await IdleAsync();
        return result;
    }

    public async Task<VoteResult> DelegateAsync(string approvalId, string from, string to)
    {
        var result = await new ApprovalDelegation(approvalId, from, to, "test").ApplyAsync(_runtime.Stores.Approvals, _runtime.Clock, CancellationToken.None);
        await IdleAsync();
        return result;
    }

    public async Task<ApprovalRecord> ApprovalAsync(string approvalId) => (await Approvals.GetAsync(approvalId, CancellationToken.None))!;

    /// <summary>The kinds of the audit list, oldest first.</summary>
    public async Task<IReadOnlyList<ApprovalAuditKind>> AuditAsync(string approvalId) =>
        [.. (await Approvals.ReadAuditAsync(approvalId, CancellationToken.None)).Select(entry => entry.Kind)];

    public Task<IReadOnlyList<ApprovalRecord>> OpenApprovalsAsync(string runId) =>
        _runtime.Stores.Approvals.ListAllAsync(new ApprovalQuery(runId, Open: true), CancellationToken.None);

    public async Task<RunRecord> GetAsync(string runId) =>
        await _runtime.Stores.Runs.GetAsync(runId, CancellationToken.None) ?? throw new RunNotFoundException(runId);

    /// <summary>Kills the runtime and opens its hub again.</summary>
    public Task CrashAsync() => _runtime.CrashAsync();

    public Task AdvanceAsync(TimeSpan time) => _runtime.AdvanceAsync(time);

    /// <summary>Completes when only time or people can bring anything on, or when the runtime died.</summary>
    public Task IdleAsync() => _runtime.WhenIdleOrCrashedAsync();

    /// <summary>Does what a careful client does: when the runtime dies during the call or what follows, it starts it again and repeats the call.</summary>
    /// <returns>True when the runtime died.</returns>
    public async Task<bool> SurviveAsync(Func<Task> call)
    {
        try
        {
            await call();
            await IdleAsync();
        }
        catch (HubUnavailableException) when (HasCrashed)
        {
            // The answer is unknown, as it is for a client: it asks again.
        }

        if (!HasCrashed)
        {
            return false;
        }

        await CrashAsync();
        await call();
        await IdleAsync();
        return true;
    }

    /// <summary>Waits for a fact that the run brings about on its own, looking again after every commit.</summary>
    public async Task UntilAsync(Func<Task<bool>> fact)
    {
        using var watch = _runtime.Runtime.Watch();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await fact())
        {
            using var look = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            look.CancelAfter(TimeSpan.FromMilliseconds(50));
            try
            {
                await watch.Events.ReadAsync(look.Token);
            }
            catch (OperationCanceledException) when (!patience.IsCancellationRequested)
            {
                // Not every fact is a commit: a tool that has begun is not.
            }
        }
    }

    /// <summary>Waits until some history of the run holds an event of that name.</summary>
    public Task UntilHistoryAsync(string runId, string name) =>
        UntilAsync(async () => (await HistoryTextAsync(runId)).Contains($"\"event\":\"{name}\"", StringComparison.Ordinal));

    public async Task<JsonNode?> OutputAsync(RunRecord run, string asset) =>
        (await AssetBody.ReadAsync(_runtime.Stores.Assets, run.RunId, run.Result!.Outputs[asset], CancellationToken.None))["content"];

    public Task<byte[]?> DefinitionAsync(string hash) => _runtime.Stores.Definitions.GetAsync(hash, CancellationToken.None);

    public Task ClaimAsync(string runId, string key) => _runtime.Stores.Claims.TryClaimAsync(runId, key, CancellationToken.None);

    public Task<IReadOnlyList<InstanceHistory>> HistoryAsync(string runId) => _runtime.Stores.Runs.ReadHistoryAsync(runId, CancellationToken.None);

    public async Task<string> HistoryTextAsync(string runId) => Wire.Serialize(await HistoryAsync(runId));

    /// <summary>The inputs of every activity and hop of the run.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync(string runId) => (await HistoryAsync(runId))
        .SelectMany(instance => instance.Events)
        .Select(happened => happened switch
        {
            TaskScheduled task => task.Input,
            SubOrchestrationInstanceCreated child => child.Input,
            _ => null,
        })
        .OfType<string>()
        .ToList();

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private ReferenceSet ReadAgents()
    {
        if (ReadingAgents is { } reading && FailReadingAfter-- <= 0)
        {
            reading();
        }

        return Reference;
    }

    private OrchestrationRegistry Registry(HubStores stores) => new OrchestrationRegistry().AddMissions(new MissionPorts
    {
        Tools = Tools,
        Assets = stores.Assets,
        Definitions = stores.Definitions,
        Approvals = stores.Approvals,
        Claims = stores.Claims,
        Telemetry = stores.TelemetryPorts(Settings),
        Secrets = new DictionarySecretStore(Secrets),
        Reference = new FixedReferenceSource(ReadAgents),
        Clock = _clock,
        People = People,
        ApprovalRules = ApprovalRules,
        Routing = Routing,
    });
}
