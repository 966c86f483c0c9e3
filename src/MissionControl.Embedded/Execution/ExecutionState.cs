using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>What the events of an execution say without running its code: what is open, how far it is, what it has seen.</summary>
internal sealed class ExecutionState
{
    private HashSet<string>? _seenEvents;

    public ExecutionState(IReadOnlyList<string> seenEvents)
    {
        if (seenEvents.Count > 0)
        {
            _seenEvents = new HashSet<string>(seenEvents, StringComparer.Ordinal);
        }
    }

    /// <summary>Activities, children and timers that were asked for and not answered, by task id.</summary>
    public Dictionary<long, HistoryEvent> Open { get; } = [];

    public IEnumerable<string> SeenEvents => _seenEvents ?? [];

    public long Length { get; private set; }

    public ExecutionStarted? Started { get; private set; }

    /// <summary>Its first turn was taken.</summary>
    public bool HasBegun { get; private set; }

    public bool IsSuspended { get; private set; }

    public bool IsTerminated { get; private set; }

    public bool HasEnded { get; private set; }

    public DateTimeOffset LastTurn { get; private set; }

    public int OpenActivities { get; private set; }

    /// <summary>False for an event that changes nothing: a second delivery, an answer to something that is closed.</summary>
    public bool Accepts(HistoryEvent happened) => !HasEnded && happened switch
    {
        TaskCompleted task => IsOpen<TaskScheduled>(task.TaskId),
        TaskFailed task => IsOpen<TaskScheduled>(task.TaskId),
        TimerFired timer => IsOpen<TimerCreated>(timer.TaskId),
        SubOrchestrationInstanceCompleted child => IsOpen<SubOrchestrationInstanceCreated>(child.TaskId),
        SubOrchestrationInstanceFailed child => IsOpen<SubOrchestrationInstanceCreated>(child.TaskId),
        EventRaised raised => raised.EventId is null || _seenEvents?.Contains(raised.EventId) != true,
        ExecutionSuspended => !IsSuspended,
        ExecutionResumed => IsSuspended,
        _ => true,
    };

    public void Apply(HistoryEvent happened)
    {
        Length++;
        switch (happened)
        {
            case ExecutionStarted started:
                Started = started;
                break;
            case OrchestratorStarted turn:
                HasBegun = true;
                LastTurn = turn.At;
                break;
            case EventRaised { EventId: { } eventId }:
                (_seenEvents ??= new HashSet<string>(StringComparer.Ordinal)).Add(eventId);
                break;
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                IsSuspended = false;
                break;
            case ExecutionTerminated:
                IsTerminated = HasEnded = true;
                break;
            case ExecutionCompleted or ExecutionFailed or ExecutionContinuedAsNew:
                HasEnded = true;
                break;
            default:
                ApplyTask(happened);
                break;
        }
    }

    private void ApplyTask(HistoryEvent happened)
    {
        switch (happened)
        {
            case TaskScheduled task:
                OpenActivities++;
                Open.Add(task.TaskId, task);
                break;
            case TaskCompleted task:
                OpenActivities--;
                Open.Remove(task.TaskId);
                break;
            case TaskFailed task:
                OpenActivities--;
                Open.Remove(task.TaskId);
                break;
            case SubOrchestrationInstanceCreated child:
                Open.Add(child.TaskId, child);
                break;
            case TimerCreated timer:
                Open.Add(timer.TaskId, timer);
                break;
            case SubOrchestrationInstanceCompleted child:
                Open.Remove(child.TaskId);
                break;
            case SubOrchestrationInstanceFailed child:
                Open.Remove(child.TaskId);
                break;
            case TimerFired timer:
                Open.Remove(timer.TaskId);
                break;
            case TimerCancelled timer:
                Open.Remove(timer.TaskId);
                break;
        }
    }

    private bool IsOpen<T>(long taskId)
        where T : HistoryEvent => Open.GetValueOrDefault(taskId) is T;
}
