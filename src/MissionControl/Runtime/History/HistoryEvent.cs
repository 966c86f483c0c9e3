using System.Text.Json.Serialization;

namespace MissionControl.Runtime.History;

/// <summary>
/// One fact of an orchestration instance, numbered from 1 in its execution and never rewritten.
/// Events that were decided together carry the same time: the time of their turn.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(ExecutionStarted), "execution_started")]
[JsonDerivedType(typeof(OrchestratorStarted), "orchestrator_started")]
[JsonDerivedType(typeof(TaskScheduled), "task_scheduled")]
[JsonDerivedType(typeof(TaskCompleted), "task_completed")]
[JsonDerivedType(typeof(TaskFailed), "task_failed")]
[JsonDerivedType(typeof(SubOrchestrationInstanceCreated), "sub_orchestration_instance_created")]
[JsonDerivedType(typeof(SubOrchestrationInstanceCompleted), "sub_orchestration_instance_completed")]
[JsonDerivedType(typeof(SubOrchestrationInstanceFailed), "sub_orchestration_instance_failed")]
[JsonDerivedType(typeof(TimerCreated), "timer_created")]
[JsonDerivedType(typeof(TimerFired), "timer_fired")]
[JsonDerivedType(typeof(TimerCancelled), "timer_cancelled")]
[JsonDerivedType(typeof(EventRaised), "event_raised")]
[JsonDerivedType(typeof(EventSent), "event_sent")]
[JsonDerivedType(typeof(ExecutionSuspended), "execution_suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "execution_resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "execution_terminated")]
[JsonDerivedType(typeof(ExecutionContinuedAsNew), "execution_continued_as_new")]
[JsonDerivedType(typeof(ExecutionCompleted), "execution_completed")]
[JsonDerivedType(typeof(ExecutionFailed), "execution_failed")]
public abstract record HistoryEvent;

/// <summary>The instance exists, with its name, version and input; the first event of every execution.</summary>
public sealed record ExecutionStarted(string Name, string Version, string? Input, string? ParentInstanceId, long? ParentTaskId) : HistoryEvent
{
    /// <summary>How often the instance continued as new before this execution; null for never.</summary>
    public int? Generation { get; init; }

    /// <summary>Who started it; null for what no person or program asked for.</summary>
    public string? By { get; init; }
}

/// <summary>A turn began: <see cref="At"/> is what the context's clock showed in it. **Not** the start of the instance.</summary>
public sealed record OrchestratorStarted(DateTimeOffset At) : HistoryEvent;

/// <summary>The orchestrator asked for an activity. <see cref="TaskId"/> counts everything that an execution asks for.</summary>
public sealed record TaskScheduled(long TaskId, string Name, string? Input) : HistoryEvent;

public sealed record TaskCompleted(long TaskId, string? Result) : HistoryEvent;

public sealed record TaskFailed(long TaskId, FailureDetails Details) : HistoryEvent;

public sealed record SubOrchestrationInstanceCreated(long TaskId, string Name, string InstanceId, string? Input) : HistoryEvent;

public sealed record SubOrchestrationInstanceCompleted(long TaskId, string? Result) : HistoryEvent;

public sealed record SubOrchestrationInstanceFailed(long TaskId, FailureDetails Details) : HistoryEvent;

public sealed record TimerCreated(long TaskId, DateTimeOffset FireAt) : HistoryEvent;

public sealed record TimerFired(long TaskId) : HistoryEvent;

public sealed record TimerCancelled(long TaskId) : HistoryEvent;

/// <summary>An external event arrived. <see cref="EventId"/> makes a second delivery of the same event invisible.</summary>
public sealed record EventRaised(string Name, string? Payload, string? EventId) : HistoryEvent
{
    /// <summary>Who raised it; null for the runtime itself.</summary>
    public string? By { get; init; }
}

public sealed record EventSent(long TaskId, string InstanceId, string Name, string? Payload) : HistoryEvent;

/// <summary>From here on events are recorded and held back until <see cref="ExecutionResumed"/>.</summary>
public sealed record ExecutionSuspended(string? By, string? Reason) : HistoryEvent;

public sealed record ExecutionResumed(string? By, string? Reason) : HistoryEvent;

public sealed record ExecutionTerminated(string? By, string? Reason) : HistoryEvent;

public sealed record ExecutionContinuedAsNew(string? Input) : HistoryEvent;

/// <summary>The orchestrator returned. A mission that failed or was rejected ends here too: that is its result.</summary>
public sealed record ExecutionCompleted(string? Result) : HistoryEvent;

/// <summary>The orchestrator's code threw.</summary>
public sealed record ExecutionFailed(FailureDetails Details) : HistoryEvent;
