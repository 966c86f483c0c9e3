using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Stores;

/// <summary>A batch and what is counted of it are one transaction.</summary>
internal sealed class EmbeddedTelemetryStore(HubWriter hub) : TelemetryStore
{
    /// <summary>About what a record takes on the disk.</summary>
    private const long RecordSize = 512;

    public override Task WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => tables.Telemetry.Write(batch), cancellationToken, SizeOf(batch));

    public override Task<MissionRun?> FindRunAsync(string runId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.FindRun(runId)));

    public override Task<TelemetryBatch> ReadAsync(TelemetryQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.Read(query)));

    public override Task<IReadOnlyList<MissionRun>> ListActiveAsync(CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.ListActive()));

    public override Task<PortfolioCounts> CountAsync(DateTimeOffset asOf, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.Count(asOf)));

    public override Task<IReadOnlyDictionary<string, AgentTally>> TallyAgentsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.TallyAgents()));

    public override Task AssignAsync(HopAssignment assignment, CancellationToken cancellationToken) =>
        hub.KeepAsync(tables => tables.Telemetry.Give(assignment), cancellationToken);

    public override Task<IReadOnlyDictionary<string, int>> CountAssignedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Telemetry.CountAssigned()));

    internal static long SizeOf(TelemetryBatch batch) => RecordSize * ((long)batch.Runs.Count + batch.TaskLogs.Count + batch.Interventions.Count);
}
