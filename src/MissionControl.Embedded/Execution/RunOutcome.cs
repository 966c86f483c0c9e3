using MissionControl.Missions;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>What a turn of a run's execution changes in the run record; null for every other instance.</summary>
internal sealed class RunOutcome(Instance instance)
{
    /// <param name="begins">Its first turn: from now on it is running.</param>
    /// <param name="by">Whose command was heard.</param>
    public RunChange? Describe(HistoryEvent? ending, bool begins, bool isResumed, bool isSuspended, string? by)
    {
        if (instance.Row is not { RunId: { } runId, Parent: null } row)
        {
            return null;
        }

        var context = instance.Live?.Context;
        var tells = context is not null && context.CustomStatus != row.CustomStatus;
        if (!tells && !begins && !isResumed && !isSuspended && ending is null or ExecutionContinuedAsNew)
        {
            return null;
        }

        var change = new RunChange(runId, row.Id)
        {
            At = instance.State!.LastTurn,
            Progress = tells ? context!.Progress : null,
            IsResumed = isResumed,
            IsSuspended = isSuspended,
            By = by,
        };
        return ending is null or ExecutionContinuedAsNew ? change : End(change, ending);
    }

    private RunChange End(RunChange change, HistoryEvent ending) => ending switch
    {
        ExecutionTerminated terminated => change with { Ending = RunCommand.Terminate, Error = terminated.Reason },
        ExecutionFailed failed => change with { Ending = RunCommand.Fail, Error = $"{failed.Details.ErrorType}: {failed.Details.ErrorMessage}" },
        ExecutionCompleted completed when instance.Live?.Result is RunResult result =>
            change with { Ending = RunChange.EndingOf(result.Status), Result = result, ResultText = completed.Result },
        _ => change with { Ending = RunCommand.Fail, Error = $"The orchestrator '{instance.Row!.Name}' returned no {nameof(RunResult)}." },
    };
}
