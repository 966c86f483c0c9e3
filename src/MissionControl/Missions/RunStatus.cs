namespace MissionControl.Missions;

/// <summary>Where a run is. The legal moves stand in <see cref="RunTransitions"/>.</summary>
public enum RunStatus
{
    Pending,
    Running,

    /// <summary>Nothing in the run can proceed until a person decides.</summary>
    AwaitingApproval,
    Suspended,
    Completed,
    Failed,
    Rejected,
    Terminated,
}
