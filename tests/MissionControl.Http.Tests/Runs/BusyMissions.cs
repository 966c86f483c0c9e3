using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Http.Runs;

/// <summary>A runtime that has as much to do as it takes on.</summary>
internal sealed class BusyMissions(RunStore runs) : MissionClient
{
    public override RunStore Runs => runs;

    public override Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken) => throw new HubBusyException("Too many runs are under way.", TimeSpan.FromSeconds(1.5));

    public override Task<RunRecord> RetryAsync(string runId, string by, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<RunRecord> SuspendAsync(string runId, string by, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<RunRecord> ResumeAsync(string runId, string by, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<RunRecord> TerminateAsync(string runId, string by, string? reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task PurgeAsync(string runId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<PurgeOutcome> PurgeAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellationToken, string? by = null) => throw new NotSupportedException();
}
