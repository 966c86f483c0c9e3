using MissionControl.Missions;
using MissionControl.Runtime.History;

namespace MissionControl.Runtime;

/// <summary>Reads runs; never changes one.</summary>
public abstract class RunStore
{
    public abstract Task<RunRecord?> GetAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    public abstract Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Every instance of the run, parents before children, executions in order: all histories read as one.</summary>
    public abstract Task<IReadOnlyList<InstanceHistory>> ReadHistoryAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>Which runs; unset = all.</summary>
public sealed record RunQuery(RunStatus? Status = null, string? MissionId = null, int Limit = 100);
