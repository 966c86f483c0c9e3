using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Hub;

internal abstract class RunTable
{
    public abstract RunRecord? Find(string runId);

    public abstract RunRecord? FindStart(string startKey);

    public abstract IReadOnlyList<RunRecord> List(RunQuery query);

    /// <summary>Runs of that status that ended before the time, in the order of their start, from the one after the place on.</summary>
    public abstract IReadOnlyList<EndedRun> ListEnded(RunStatus status, DateTimeOffset before, EndedRun? after, int limit);

    public abstract void Insert(RunRecord run);

    public void Update(RunRecord run) => Update(run, null);

    /// <param name="result">The text of its result, when it is at hand.</param>
    public abstract void Update(RunRecord run, string? result);

    public abstract void Delete(string runId);

    /// <summary>Takes over what an execution of the run tells of itself; an execution that is no longer the current one is not heard.</summary>
    /// <returns>The record as it was and as it is; null when it stays as it was.</returns>
    public (RunRecord Before, RunRecord After)? Apply(RunChange change)
    {
        if (Find(change.RunId) is not { } run || (change.ExecutionId is not null && run.ExecutionId != change.ExecutionId) || run.IsFinal)
        {
            return null;
        }

        var changed = change.ApplyTo(run);
        Update(changed, change.ResultText);
        return (run, changed);
    }
}

/// <summary>A final run, and its place among the others.</summary>
internal sealed record EndedRun(string RunId, DateTimeOffset CreatedAt);
