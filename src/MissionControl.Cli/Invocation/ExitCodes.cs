using MissionControl.Missions;

namespace MissionControl.Cli.Invocation;

/// <summary>What a script learns from the program's exit code.</summary>
internal static class ExitCodes
{
    /// <summary>It was done; a run that was driven completed.</summary>
    public const int Done = 0;

    /// <summary>The run failed, was rejected or terminated; or something unexpected happened.</summary>
    public const int Failed = 1;

    /// <summary>The call, a document or an input was wrong; nothing was changed.</summary>
    public const int Wrong = 2;

    /// <summary>The run waits for a person: for an approval, or to be resumed.</summary>
    public const int Waiting = 3;

    public static int Of(RunStatus status) => status switch
    {
        RunStatus.Completed => Done,
        RunStatus.Failed or RunStatus.Rejected or RunStatus.Terminated => Failed,
        RunStatus.AwaitingApproval or RunStatus.Suspended => Waiting,
        _ => Done,
    };
}
