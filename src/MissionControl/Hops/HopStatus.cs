namespace MissionControl.Hops;

/// <summary>Where a hop is: a run's words, and <see cref="Skipped"/>.</summary>
public enum HopStatus
{
    Pending,
    Running,
    AwaitingApproval,
    Completed,
    Failed,
    Rejected,
    Skipped,
    Terminated,
}
