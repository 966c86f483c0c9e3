using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Reference;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Testing;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools.Missions;

/// <summary>Runs mission documents from files over the standard tools, in one hub in memory.</summary>
internal sealed class MissionRun : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private TestRuntime _runtime = null!;

    public static async Task<MissionRun> StartAsync()
    {
        var run = new MissionRun();
        run._runtime = await TestRuntime.StartAsync(new TestRuntimeOptions
        {
            Clock = run._clock,
            Registry = stores => new OrchestrationRegistry().AddMissions(new MissionPorts
            {
                Tools = Tools(stores.Records),
                Assets = stores.Assets,
                Definitions = stores.Definitions,
                Approvals = stores.Approvals,
                Claims = stores.Claims,
                Telemetry = stores.TelemetryPorts(),
                Secrets = new DictionarySecretStore(new Dictionary<string, string>()),
                Reference = new FixedReferenceSource(() => ReferenceSet.Empty),
                Clock = run._clock,
            }),
        });
        return run;
    }

    public static ToolRegistry Tools(RecordStore records) => new ToolRegistry().AddStandardTools(new StandardToolOptions(records));

    public static MissionDefinition Read(string path)
    {
        var reading = MissionDocument.Read(File.ReadAllBytes(path), Path.GetFileName(path), Tools(new InMemoryRecordStore()));
        return reading is MissionDocumentReading.Refused refused
            ? throw new ArgumentException(string.Join(Environment.NewLine, refused.Errors))
            : ((MissionDocumentReading.Sound)reading).Definition;
    }

    public async Task<RunRecord> RunAsync(string path, string runId, IReadOnlyDictionary<string, JsonNode?>? inputs = null)
    {
        var request = new RunRequest(runId, inputs ?? new Dictionary<string, JsonNode?>()) { DataDirectory = Path.Combine(Repository.Root, "data") };
        var prepared = RunPreparation.Prepare(Read(path), File.ReadAllBytes(path), path, request);
        await _runtime.Missions.StartAsync(prepared.Start ?? throw new ArgumentException(string.Join(Environment.NewLine, prepared.Errors)), CancellationToken.None);
        await _runtime.WhenIdleAsync();
        return (await _runtime.Stores.Runs.GetAsync(runId, CancellationToken.None))!;
    }

    /// <summary>Approves with a changed <c>limit</c>.</summary>
    public async Task<VoteAnswer> VoteAsync(string approvalId, string by, int limit)
    {
        var changes = new Dictionary<string, JsonElement> { ["limit"] = JsonSerializer.SerializeToElement(limit) };
        var result = await new ApprovalVote(approvalId, Approve: true, by, "test", null, changes).CastAsync(_runtime.Stores.Approvals, _clock, CancellationToken.None);
        await _runtime.WhenIdleAsync();
        return result.Answer;
    }

    public Task AdvanceAsync(TimeSpan time) => _runtime.AdvanceAsync(time);

    public async Task<ApprovalRecord> ApprovalAsync(string approvalId) => (await _runtime.Stores.Approvals.GetAsync(approvalId, CancellationToken.None))!;

    public async Task<RunRecord> GetAsync(string runId) => (await _runtime.Stores.Runs.GetAsync(runId, CancellationToken.None))!;

    public async Task<JsonNode> OutputAsync(RunRecord run, string asset)
    {
        var body = await AssetBody.ReadAsync(_runtime.Stores.Assets, run.RunId, run.Result!.Outputs[asset], CancellationToken.None);
        return body["content"]!;
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();
}
