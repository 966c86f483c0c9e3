namespace MissionControl.Runtime;

/// <summary>
/// All that an orchestrator may know or ask of the world. Names and meaning are Durable Task's, so that an adapter only forwards.
/// An orchestrator that uses nothing else makes the same decisions on every replay.
/// </summary>
/// <remarks>
/// Every task handed out here completes on the orchestrator's own scheduler; awaiting anything else, or <c>ConfigureAwait(false)</c>, is a bug.
/// Values cross as JSON in the dialect of <see cref="Wire"/>.
/// </remarks>
public abstract class OrchestrationContext
{
    public abstract string InstanceId { get; }

    /// <summary>The instance that started this one as a sub-orchestration, or null.</summary>
    public abstract string? ParentInstanceId { get; }

    /// <summary>The version of the orchestrator code that started this instance; changed code branches on it.</summary>
    public abstract string Version { get; }

    /// <summary>The time of the current turn: the same on every replay.</summary>
    public abstract DateTimeOffset CurrentUtcDateTime { get; }

    /// <summary>True while recorded events are applied again. For logging only, never for decisions.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>
    /// True when the runtime carries <see cref="SetCustomStatus"/> into the run record in the same transaction;
    /// false when the orchestrator must write the record by an activity at each transition.
    /// </summary>
    public abstract bool RecordsCustomStatus { get; }

    public abstract T? GetInput<T>();

    /// <summary>A GUID derived from the instance and a counter: the same on every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>
    /// Runs an activity at least once; its result is on disk before this task completes. No retry policy: retries are the orchestrator's own.
    /// </summary>
    /// <exception cref="ActivityFailedException">The activity threw.</exception>
    public abstract Task<T> CallActivityAsync<T>(string name, object? input);

    /// <summary>Starts a child instance exactly once and waits for its output. It is terminated with its parent.</summary>
    /// <exception cref="SubOrchestrationFailedException">The child's code threw, or it was terminated.</exception>
    public abstract Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId);

    /// <summary>A durable timer. Cancelling it ends the task as cancelled and leaves nothing that holds the instance up.</summary>
    public abstract Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// The next event of that name: buffered when it came early, each delivered to one waiter, in the order of arrival.
    /// A cancelled wait gives its place up and consumes nothing.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Raises an event on another instance, exactly once, when this turn is on disk. Unknown or finished instances drop it.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>A small JSON value that readers see beside the status: current from the end of this turn.</summary>
    public abstract void SetCustomStatus(object? status);

    /// <summary>Ends this execution and begins the next one of the same instance with a new input and an empty history.</summary>
    public abstract void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true);
}
