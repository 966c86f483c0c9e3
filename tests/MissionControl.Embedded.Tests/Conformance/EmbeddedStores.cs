using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Conformance.Stores;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>The stores of an embedded hub. Its missions wait to be told how they end.</summary>
internal sealed class EmbeddedStores(TestRuntime test, HubFolder? folder) : ConformanceStores
{
    private const string End = "end";

    public override ManualClock Clock => test.Clock;

    public override AssetStore Assets => test.Stores.Assets;

    public override DefinitionStore Definitions => test.Stores.Definitions;

    public override ApprovalStore Approvals => test.Stores.Approvals;

    public override RecordStore Records => test.Stores.Records;

    public override ClaimStore Claims => test.Stores.Claims;

    public override RunStore Runs => test.Stores.Runs;

    public override DeliveryStore Deliveries => test.Stores.Deliveries;

    public override SeenKeyStore SeenKeys => test.Stores.SeenKeys;

    public override RunEventStore Events => test.Stores.Events;

    public override MissionStore Catalogue => test.Stores.Catalogue;

    public override ApiKeyStore Keys => test.Stores.Keys;

    public override TelemetryStore Telemetry => test.Stores.Telemetry;

    public override RiskStore Risks => test.Stores.Risks;

    public override PortfolioStore Portfolio => test.Stores.Portfolio;

    public override NoticeStore Notices => test.Stores.Notices;

    public static async Task<ConformanceStores> OpenAsync(bool inFile)
    {
        var folder = inFile ? new HubFolder() : null;
        var test = await TestRuntime.StartAsync(new TestRuntimeOptions { HubFile = folder?.File, Registry = _ => Registry() });
        return new EmbeddedStores(test, folder);
    }

    public override Task<RunRecord> StartAsync(RunStart start) => test.Missions.StartAsync(start, default);

    public override async Task EndAsync(string runId, RunStatus status)
    {
        var run = (await Runs.GetAsync(runId, default))!;
        await test.Missions.RaiseEventAsync(run.ExecutionId, End, status, $"{run.ExecutionId} {status}", default);
        await test.WhenIdleOrCrashedAsync();
    }

    public override Task TerminateAsync(string runId) => test.Missions.TerminateAsync(runId, "ann", null, default);

    public override Task<RunRecord> RetryAsync(string runId) => test.Missions.RetryAsync(runId, "ann", default);

    public override Task PurgeAsync(string runId) => test.Missions.PurgeAsync(runId, default);

    public override Task<PurgeOutcome> PurgeAsync(PurgeQuery query) => test.Missions.PurgeAsync(query, null, default);

    public override async Task<bool> InterruptAsync(int n, bool afterIt, Func<Task> work)
    {
        await test.RestartAsync(afterIt ? 0 : n, afterIt ? n : 0);
        try
        {
            await work();
            await test.WhenIdleOrCrashedAsync();
        }
        catch (HubUnavailableException) when (test.HasCrashed)
        {
            // The answer is unknown, as it is for a client.
        }

        var crashed = test.HasCrashed;
        await (crashed ? test.CrashAsync() : test.RestartAsync());
        await test.WhenIdleAsync();

        return crashed;
    }

    public override async ValueTask DisposeAsync()
    {
        await test.DisposeAsync();
        folder?.Dispose();
    }

    private static OrchestrationRegistry Registry() => new OrchestrationRegistry().Orchestrator(
        TaskNames.Mission,
        async context => new RunResult(await context.WaitForExternalEvent<RunStatus>(End)));
}
