using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What moves a run from one status to the next: verbs of people and of the run itself.</summary>
public enum RunCommand
{
    Run,
    AwaitApproval,
    Suspend,
    Resume,
    Complete,
    Fail,
    Reject,
    Terminate,
    Retry,
    Purge,
}

/// <summary>The one table of legal moves. The only way out of a final status is <c>failed -> running</c> by retry.</summary>
public static class RunTransitions
{
    /// <summary>The status after the command. <see cref="RunCommand.Purge"/> keeps the status: the run is then deleted.</summary>
    /// <exception cref="IllegalTransitionException">The move is not in the table.</exception>
    public static RunStatus Next(string runId, RunStatus status, RunCommand command) => (status, command) switch
    {
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.Run) => RunStatus.Running,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.AwaitApproval) => RunStatus.AwaitingApproval,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.Suspend) => RunStatus.Suspended,
        (RunStatus.Suspended, RunCommand.Resume) => RunStatus.Running,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.Complete) => RunStatus.Completed,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.Fail) => RunStatus.Failed,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval, RunCommand.Reject) => RunStatus.Rejected,
        (RunStatus.Pending or RunStatus.Running or RunStatus.AwaitingApproval or RunStatus.Suspended, RunCommand.Terminate) => RunStatus.Terminated,
        (RunStatus.Failed, RunCommand.Retry) => RunStatus.Running,
        (RunStatus.Completed or RunStatus.Failed or RunStatus.Rejected or RunStatus.Terminated, RunCommand.Purge) => status,
        _ => throw new IllegalTransitionException(runId, status, command, Cure(command)),
    };

    private static string Cure(RunCommand command) => command switch
    {
        RunCommand.Retry => "Only a failed run can be retried.",
        RunCommand.Resume => "Only a suspended run can be resumed.",
        RunCommand.Purge => "Terminate it first.",
        _ => "'mission show' tells where it is.",
    };
}
