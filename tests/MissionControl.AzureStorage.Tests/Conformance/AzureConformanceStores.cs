using MissionControl.AzureStorage.Blobs;
using MissionControl.AzureStorage.Gateways;
using MissionControl.AzureStorage.Runs;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Conformance.Stores;

namespace MissionControl.AzureStorage.Conformance;

/// <summary>The stores on two gateways, with a platform that only listens. A crash opens them anew.</summary>
internal sealed class AzureConformanceStores : ConformanceStores
{
    private readonly AzureStoresOptions _options;

    public AzureConformanceStores(ITableGateway tables, IBlobGateway blobs, string prefix = "")
    {
        _options = new AzureStoresOptions
        {
            Tables = new MeteredTables(tables, Meter, prefix),
            Blobs = new MeteredBlobs(blobs, Meter, prefix),
            Clock = Clock,
            Instances = Instances,
            Histories = new NoHistories(),
            Trouble = Troubles.Add,
        };
        Stores = AzureStores.Open(_options);
    }

    public AzureStores Stores { get; private set; }

    public CallMeter Meter { get; } = new();

    public RecordedInstances Instances { get; } = new();

    public List<Exception> Troubles { get; } = [];

    public override ManualClock Clock { get; } = new();

    public override AssetStore Assets => Stores.Assets;

    public override DefinitionStore Definitions => Stores.Definitions;

    public override ApprovalStore Approvals => Stores.Approvals;

    public override RecordStore Records => Stores.Records;

    public override ClaimStore Claims => Stores.Claims;

    public override RunStore Runs => Stores.Runs;

    public override DeliveryStore Deliveries => Stores.Deliveries;

    public override SeenKeyStore SeenKeys => Stores.SeenKeys;

    public override RunEventStore Events => Stores.Events;

    public override MissionStore Catalogue => Stores.Catalogue;

    public override ApiKeyStore Keys => Stores.Keys;

    public override TelemetryStore Telemetry => Stores.Telemetry;

    public override RiskStore Risks => Stores.Risks;

    public override PortfolioStore Portfolio => Stores.Portfolio;

    public override NoticeStore Notices => Stores.Notices;

    /// <summary>What stands in the sweep's list of runs.</summary>
    public async Task<IReadOnlyList<string>> WorkAsync() =>
        [.. (await _options.Tables.QueryAsync(StorageNames.RunIndex, new TableRange(RunPlaces.Work), 100, null, default)).Rows.Select(row => row.Key.Row)];

    public override Task<RunRecord> StartAsync(RunStart start) => Stores.RunRecords.StartAsync(start, default);

    public override async Task EndAsync(string runId, RunStatus status)
    {
        var run = (await Runs.GetAsync(runId, default))!;
        var end = new RunChange(runId, run.ExecutionId) { At = Clock.GetUtcNow(), Ending = RunChange.EndingOf(status), Result = new RunResult(status) };
        await Stores.RunRecords.ChangeAsync(runId, record => record.IsFinal ? null : end.ApplyTo(record), default);
    }

    public override Task TerminateAsync(string runId) => Stores.RunRecords.CommandAsync(
        runId,
        run => new RunChange(runId, run.ExecutionId) { At = Clock.GetUtcNow(), Ending = RunCommand.Terminate, By = "ann" },
        default);

    public override Task<RunRecord> RetryAsync(string runId) => Stores.RunRecords.RetryAsync(runId, default);

    public override Task PurgeAsync(string runId) => Stores.RunRecords.DeleteAsync(runId, default);

    public override Task<PurgeOutcome> PurgeAsync(PurgeQuery query) => Stores.RunRecords.DeleteAsync(query, null, default);

    public override async Task<bool> InterruptAsync(int n, bool afterIt, Func<Task> work)
    {
        Meter.FailAt(n, afterIt);
        try
        {
            await work();
        }
        catch (OrderedFault)
        {
            // The answer is unknown, as it is for a client.
        }

        var failed = Meter.HasFailed;
        Meter.Mend();
        Stores = AzureStores.Open(_options);
        return failed;
    }

    public override async Task RecoverAsync()
    {
        await Stores.Sweep.RunAsync(default);
        Assert.True((await Stores.Sweep.RunAsync(default)).IsClean, "A second sweep found something to do.");
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
