using MissionControl.Missions;
using MissionControl.Runtime.History;

namespace MissionControl.Runtime;

/// <summary>Reads runs; never changes one.</summary>
public abstract class RunStore
{
    public abstract Task<RunRecord?> GetAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The run that was started with this key; null when there is none, or when it was purged.</summary>
    public abstract Task<RunRecord?> FindStartAsync(string startKey, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    public abstract Task<IReadOnlyList<RunRecord>> ListAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Every instance of the run, parents before children, executions in order: all histories read as one.</summary>
    public abstract Task<IReadOnlyList<InstanceHistory>> ReadHistoryAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>Which runs; unset = all.</summary>
public sealed record RunQuery(RunStatus? Status = null, string? MissionId = null, int Limit = 100)
{
    /// <summary>Started then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only runs that come after this place in the list; places never change, whatever the runs do.</summary>
    public RunPlace? After { get; init; }
}

/// <summary>The place of a run among all runs, newest first.</summary>
public sealed record RunPlace(DateTimeOffset CreatedAt, string RunId);
