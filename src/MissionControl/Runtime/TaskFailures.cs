namespace MissionControl.Runtime;

/// <summary>Why a task of an orchestrator failed. Never holds a secret.</summary>
public sealed record FailureDetails(string ErrorType, string ErrorMessage, string? StackTrace = null)
{
    /// <summary>The error type of a task that a platform could not run to its end, its process having died; it is run again, as the same attempt.</summary>
    public const string Interrupted = "interrupted";
}

/// <summary>An awaited task of an orchestration failed; decide by <see cref="Details"/>.</summary>
public abstract class TaskFailedException(string taskName, string message, FailureDetails details) : Exception(message)
{
    public string TaskName { get; } = taskName;

    public FailureDetails Details { get; } = details;
}

public sealed class ActivityFailedException(string name, FailureDetails details)
    : TaskFailedException(name, $"Activity '{name}' failed: {details.ErrorMessage}", details);

public sealed class SubOrchestrationFailedException(string name, string instanceId, FailureDetails details)
    : TaskFailedException(name, $"Sub-orchestration '{name}' ({instanceId}) failed: {details.ErrorMessage}", details)
{
    public string InstanceId { get; } = instanceId;
}

/// <summary>Today's code asked for something else than its history holds. The run stops here and its history stays as it was.</summary>
public sealed class NonDeterminismException(string instanceId, long eventNumber, string recorded, string askedFor)
    : Exception($"Instance '{instanceId}' no longer fits its history at event {eventNumber}: recorded {recorded}, the code asked for {askedFor}. "
        + "Deploy the version that started it, or branch on context.Version, then resume it.")
{
    public string InstanceId { get; } = instanceId;

    public long EventNumber { get; } = eventNumber;

    public string Recorded { get; } = recorded;

    public string AskedFor { get; } = askedFor;
}
