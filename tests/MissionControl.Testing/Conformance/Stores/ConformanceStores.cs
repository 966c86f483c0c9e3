using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>The stores of an empty hub as the facts see them, with the runs that the facts need.</summary>
public abstract class ConformanceStores : IAsyncDisposable
{
    public abstract ManualClock Clock { get; }

    public abstract AssetStore Assets { get; }

    public abstract DefinitionStore Definitions { get; }

    public abstract ApprovalStore Approvals { get; }

    public abstract RecordStore Records { get; }

    public abstract ClaimStore Claims { get; }

    public abstract RunStore Runs { get; }

    public abstract DeliveryStore Deliveries { get; }

    public abstract SeenKeyStore SeenKeys { get; }

    public abstract RunEventStore Events { get; }

    public abstract MissionStore Catalogue { get; }

    public abstract ApiKeyStore Keys { get; }

    public abstract TelemetryStore Telemetry { get; }

    public abstract RiskStore Risks { get; }

    public abstract PortfolioStore Portfolio { get; }

    public abstract NoticeStore Notices { get; }

    /// <summary>Records the run; its orchestration does nothing by itself.</summary>
    public abstract Task<RunRecord> StartAsync(RunStart start);

    /// <summary>The run ends by itself with this status: completed, failed or rejected.</summary>
    public abstract Task EndAsync(string runId, RunStatus status);

    public abstract Task TerminateAsync(string runId);

    public abstract Task<RunRecord> RetryAsync(string runId);

    public abstract Task PurgeAsync(string runId);

    public abstract Task<PurgeOutcome> PurgeAsync(PurgeQuery query);

    /// <summary>
    /// Does the work while the n-th write, or call, to what lies beneath the stores fails: before it is made, or after it was made and before anybody
    /// heard of it. Afterwards the stores are open again, as after a crash.
    /// </summary>
    /// <returns>False when the work made fewer of them: it was then done undisturbed.</returns>
    public abstract Task<bool> InterruptAsync(int n, bool afterIt, Func<Task> work);

    /// <summary>Lets the host finish what an interruption left undone; nothing where a write leaves nothing undone.</summary>
    public virtual Task RecoverAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
