using MissionControl.Missions;

namespace MissionControl.Runtime;

/// <summary>Changes runs. A call that returned is on disk and survives a crash.</summary>
public abstract class MissionClient
{
    /// <summary>The runs as they stand.</summary>
    public abstract RunStore Runs { get; }

    /// <summary>
    /// Records the run, its document, its inputs and the start of its orchestration in one step.
    /// The same run id with the same document and inputs is the same run: its record comes back and nothing is started.
    /// </summary>
    /// <exception cref="HubBusyException">The runtime has as much unfinished work as it takes on; nothing was recorded.</exception>
    /// <exception cref="RunConflictException">The run id is taken by another document or other inputs; the message names what differs.</exception>
    /// <exception cref="StartKeyTakenException">The start's key is that of another run.</exception>
    public abstract Task<RunRecord> StartAsync(RunStart start, CancellationToken cancellationToken);

    /// <summary>Starts the next execution of a failed run from the checkpoint in its result.</summary>
    /// <exception cref="HubBusyException">The runtime has as much unfinished work as it takes on; nothing was recorded.</exception>
    /// <exception cref="IllegalTransitionException">The run is not failed.</exception>
    public abstract Task<RunRecord> RetryAsync(string runId, string by, CancellationToken cancellationToken);

    /// <summary>Steps in flight finish; nothing new starts, in the run and its hops, until it is resumed.</summary>
    /// <exception cref="IllegalTransitionException">The run is final or suspended.</exception>
    public abstract Task<RunRecord> SuspendAsync(string runId, string by, string? reason, CancellationToken cancellationToken);

    /// <exception cref="IllegalTransitionException">The run is not suspended.</exception>
    public abstract Task<RunRecord> ResumeAsync(string runId, string by, string? reason, CancellationToken cancellationToken);

    /// <summary>Ends the run and its hops at once and cancels its open approvals. Steps in flight are cancelled, their results dropped.</summary>
    /// <exception cref="IllegalTransitionException">The run is final.</exception>
    public abstract Task<RunRecord> TerminateAsync(string runId, string by, string? reason, CancellationToken cancellationToken);

    /// <summary>Deletes a final run with its histories, assets and approvals. Its record store writes stay.</summary>
    /// <exception cref="IllegalTransitionException">The run is not final.</exception>
    public abstract Task PurgeAsync(string runId, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the final runs that the query selects, each whole, a few at a time and behind all other work. What is gone stays gone however it
    /// is interrupted; the same call again goes on. Runs that are not final, and whatever another run uses too, stay.
    /// </summary>
    /// <param name="progress">Hears how many are gone, after every few. Called on any thread.</param>
    /// <exception cref="ArgumentException">A status is not final, or the age is below zero.</exception>
    public abstract Task<PurgeOutcome> PurgeAsync(PurgeQuery query, IProgress<int>? progress, CancellationToken cancellationToken);

    /// <summary>Raises an event on an instance, in the name of <paramref name="by"/>. A second one with the same <paramref name="eventId"/> is dropped.</summary>
    public abstract Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId, CancellationToken cancellationToken, string? by = null);
}
