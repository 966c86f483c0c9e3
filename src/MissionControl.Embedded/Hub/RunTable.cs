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

    public abstract void Update(RunRecord run);

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
        Update(changed);
        return (run, changed);
    }
}

/// <summary>A final run, and its place among the others.</summary>
internal sealed record EndedRun(string RunId, DateTimeOffset CreatedAt);

/// <summary>What a turn changes in the run record. Null = unchanged.</summary>
/// <param name="ExecutionId">Null for an instance below an execution.</param>
internal sealed record RunChange(string RunId, string? ExecutionId)
{
    public RunProgress? Progress { get; init; }

    public bool IsResumed { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>The command that ends the run.</summary>
    public RunCommand? Ending { get; init; }

    public RunResult? Result { get; init; }

    public string? Error { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    public bool IsFinal => Ending is not null;

    public RunRecord ApplyTo(RunRecord run)
    {
        var status = run.Status;
        // A run can end by itself although an instance below it is stopped: that lifts the suspension.
        if (status == RunStatus.Suspended && (IsResumed || (IsFinal && Ending != RunCommand.Terminate)))
        {
            status = RunTransitions.Next(RunId, status, RunCommand.Resume);
            run = run with { Error = null };
        }

        run = run with { Progress = Progress ?? run.Progress };
        if (status != RunStatus.Suspended)
        {
            var waits = run.Progress?.Status == RunStatus.AwaitingApproval;
            status = RunTransitions.Next(RunId, status, waits ? RunCommand.AwaitApproval : RunCommand.Run);
        }

        if (IsSuspended && status != RunStatus.Suspended)
        {
            status = RunTransitions.Next(RunId, status, RunCommand.Suspend);
        }

        if (Ending is { } ending)
        {
            status = RunTransitions.Next(RunId, status, ending);
        }

        return run with { Status = status, Result = Result ?? run.Result, Error = Error ?? run.Error, CompletedAt = IsFinal ? At : run.CompletedAt };
    }
}
