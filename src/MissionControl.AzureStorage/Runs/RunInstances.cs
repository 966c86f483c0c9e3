namespace MissionControl.AzureStorage.Runs;

/// <summary>What the stores need of the platform that runs the orchestrations. Every call may be repeated.</summary>
public abstract class RunInstances
{
    /// <summary>Starts the orchestration unless there is an instance of that id, whatever its status.</summary>
    /// <param name="input">JSON, handed over as it is.</param>
    public abstract Task ScheduleAsync(string name, string input, string instanceId, CancellationToken cancellationToken);

    /// <summary>Hands the event to the instance; unknown and ended instances drop it.</summary>
    /// <param name="payload">JSON; null for none.</param>
    public abstract Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken);

    /// <summary>Ends the instance and everything below it; nothing when it has ended.</summary>
    public abstract Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken);

    /// <summary>Deletes the instances of an ended execution, children too; nothing when there are none.</summary>
    public abstract Task PurgeAsync(string instanceId, CancellationToken cancellationToken);
}
