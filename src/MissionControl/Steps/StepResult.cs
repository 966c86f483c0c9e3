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
}

public enum StepStatus
{
    Pending,
    Running,
    AwaitingApproval,
    Completed,
    Failed,
}
