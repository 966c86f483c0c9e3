using MissionControl.Missions;

namespace MissionControl.Runtime;

/// <summary>What happened to runs, in the order of commits. Only the runtime writes it, in the same step as the run record.</summary>
public abstract class RunEventStore
{
    /// <summary>Events with a higher number than <paramref name="after"/>, in their order; with a run id those of that run only.</summary>
    public abstract Task<IReadOnlyList<RunEvent>> ReadAsync(string? runId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The highest number that was ever given; 0 when there was none.</summary>
    public abstract Task<long> LastAsync(CancellationToken cancellationToken);

    /// <summary>Completes when something may have been written since this call. A reader asks before it reads, so that nothing falls between.</summary>
    public abstract Task WhenWrittenAsync();
}
