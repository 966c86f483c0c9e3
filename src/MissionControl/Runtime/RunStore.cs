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

    /// <summary>
    /// One page, newest first. Where an index has to be walked it may be shorter than the limit, even empty, and still have a next place.
    /// Pages neither skip nor repeat a run that fits the query from the first page to the last.
    /// </summary>
    public virtual async Task<RunListing> ReadPageAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Max(1, query.Limit);
        var found = await ListAsync(query with { Limit = limit + 1 }, cancellationToken);
        var page = found.Take(limit).ToList();
        return new RunListing(page, found.Count > limit ? new RunPlace(page[^1].CreatedAt, page[^1].RunId) : null);
    }

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

/// <summary>One page of runs.</summary>
/// <param name="Next">Where the next page begins (<see cref="RunQuery.After"/>); null when this is the last one.</param>
public sealed record RunListing(IReadOnlyList<RunRecord> Runs, RunPlace? Next);
