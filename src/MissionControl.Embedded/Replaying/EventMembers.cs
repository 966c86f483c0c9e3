using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Replaying;

/// <summary>What an event must say; a JSON document can leave it out.</summary>
internal static class EventMembers
{
    /// <returns>The name of a member that is missing; null when none is.</returns>
    public static string? FindMissing(HistoryEvent happened) => happened switch
    {
        ExecutionStarted started => started.Name is null ? "name" : started.Version is null ? "version" : null,
        OrchestratorStarted turn => turn.At == default ? "at" : null,
        TaskScheduled task => task.Name is null ? "name" : Task(task.TaskId),
        TaskCompleted task => Task(task.TaskId),
        TaskFailed task => Details(task.Details) ?? Task(task.TaskId),
        SubOrchestrationInstanceCreated child => child.Name is null ? "name" : child.InstanceId is null ? "instance_id" : Task(child.TaskId),
        SubOrchestrationInstanceCompleted child => Task(child.TaskId),
        SubOrchestrationInstanceFailed child => Details(child.Details) ?? Task(child.TaskId),
        TimerCreated timer => timer.FireAt == default ? "fire_at" : Task(timer.TaskId),
        TimerFired timer => Task(timer.TaskId),
        TimerCancelled timer => Task(timer.TaskId),
        EventRaised raised => raised.Name is null ? "name" : null,
        EventSent sent => sent.Name is null ? "name" : sent.InstanceId is null ? "instance_id" : Task(sent.TaskId),
        ExecutionFailed failed => Details(failed.Details),
        _ => null,
    };

    private static string? Task(long taskId) => taskId < 1 ? "task_id" : null;

    private static string? Details(Runtime.FailureDetails? details) =>
        details is null ? "details" : details.ErrorType is null ? "error_type" : details.ErrorMessage is null ? "error_message" : null;
}
