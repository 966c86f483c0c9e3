using MissionControl.Missions;

namespace MissionControl.Steps;

/// <summary>A step as it ran.</summary>
public sealed record StepResult(string Id, string ToolName, StepStatus Status)
{
    public int Attempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public StepCost? Cost { get; init; }

    public RunError? Error { get; init; }

    /// <summary>The step once everything above it has ended: what was under way is under way no more.</summary>
    internal StepResult Ended(DateTimeOffset? at) => Status is StepStatus.Running or StepStatus.AwaitingApproval
        ? this with { Status = StepStatus.Terminated, CompletedAt = CompletedAt ?? at }
        : this;
}

public enum StepStatus
{
    Pending,
    Running,
    AwaitingApproval,
    Completed,
    Failed,

    /// <summary>It was under way when the run was ended. No history says so: it is how the end of its hop is read.</summary>
    Terminated,
}
