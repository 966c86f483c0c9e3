using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded;

/// <summary>Starts and drives orchestrations that belong to no run. A call that returned is on disk.</summary>
public sealed class OrchestrationClient
{
    /// <summary>A disk that keeps up empties the queue in less.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TaskHub _hub;
    private readonly string _version;
    private int _starts;

    internal OrchestrationClient(TaskHub hub, string version)
    {
        _hub = hub;
        _version = version;
    }

    /// <summary>Starts an instance. The same id with the same name and input is the same instance: false, and nothing is started.</summary>
    /// <exception cref="HubBusyException">As much waits as may; nothing is on disk.</exception>
    /// <exception cref="ArgumentException">No orchestrator has that name, or the id is taken by another start.</exception>
    public async Task<bool> ScheduleAsync(string name, object? input, string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!_hub.Registry.OrchestratorNames.Contains(name))
        {
            throw new ArgumentException($"No orchestrator is registered as '{name}'.", nameof(name));
        }

        var json = input is null ? null : Wire.Serialize(input);
        if (await StartAsync(instanceId, new InstanceStart(name, _version, json, null, null)))
        {
            return true;
        }

        return IsSame(instanceId, name, json)
            ? false
            : throw new ArgumentException($"The instance id '{instanceId}' is taken by another start.", nameof(instanceId));
    }

    /// <summary>Null when there is no such instance.</summary>
    /// <remarks>A row that is not what the runtime wrote is told as tampered, whatever stands in it.</remarks>
    public OrchestrationStatus? Get(string instanceId)
    {
        if (_hub.Store.Read(tables => tables.Instances.Find(instanceId)) is not { } row)
        {
            return null;
        }

        try
        {
            Check(row);
            return Status(row);
        }
        catch (TamperedHistoryException fault)
        {
            return new OrchestrationStatus(row.Id, row.Name, OrchestrationState.Tampered, null, null, Failures.Describe(fault));
        }
    }

    /// <summary>Completes when the instance, started already or not yet, has ended.</summary>
    /// <exception cref="TamperedHistoryException">The hub says that it has, and that is not what the runtime wrote.</exception>
    public async Task<OrchestrationStatus> WaitForCompletionAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        // Announced first and looked at second: an end in between finds the announcement.
        var ended = _hub.Completions.WhenEnded(instanceId);
        if (!_hub.IsUnderWay(instanceId) && _hub.Store.Read(tables => tables.Instances.Find(instanceId)) is { IsFinal: true } row)
        {
            Check(row);
            _hub.Completions.Complete(row);
        }

        return Status(await ended.WaitAsync(cancellationToken));
    }

    /// <summary>The instances that are held back because they kept failing the runtime, by id. Resume lets one go on, and counts anew.</summary>
    public IReadOnlyList<QuarantinedInstance> ListQuarantined() =>
        [.. _hub.Store.Read(tables => tables.Instances.ReadQuarantined()).Select(QuarantinedInstance.Of)];

    /// <summary>Raises an event; unknown and ended instances drop it. A second one with the same id is dropped too.</summary>
    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId = null, string? by = null) =>
        SendAsync(instanceId, new EventRaised(eventName, payload is null ? null : Wire.Serialize(payload), eventId) { By = by });

    public Task SuspendAsync(string instanceId, string? by = null, string? reason = null) => SendAsync(instanceId, new ExecutionSuspended(by, reason));

    /// <summary>Lifts a suspension, or tries an instance again that stopped.</summary>
    public Task ResumeAsync(string instanceId, string? by = null, string? reason = null) => SendAsync(instanceId, new ExecutionResumed(by, reason));

    /// <summary>Ends the instance and everything it started.</summary>
    public Task TerminateAsync(string instanceId, string? by = null, string? reason = null) => SendAsync(instanceId, new ExecutionTerminated(by, reason));

    /// <summary>The events of the current execution; null when there is no such instance.</summary>
    public InstanceHistory? ReadHistory(string instanceId) => _hub.Store.Read(tables =>
        tables.Instances.Find(instanceId) is { } row ? new InstanceHistory(row.Id, row.Parent?.InstanceId, tables.Instances.ReadHistory(row.Key)) : null);

    internal async Task<bool> StartAsync(string instanceId, InstanceStart start)
    {
        try
        {
            if (_hub.Busyness(Interlocked.Increment(ref _starts)) is { } reason)
            {
                throw new HubBusyException(reason, RetryAfter);
            }

            _hub.Deliver(instanceId, new Message(null, Start: start));
            return await start.Started;
        }
        finally
        {
            Interlocked.Decrement(ref _starts);
        }
    }

    internal async Task SendAsync(string instanceId, HistoryEvent happened)
    {
        var taken = new Acknowledgement();
        _hub.Deliver(instanceId, new Message(happened, Taken: taken));
        await taken.Task;
    }

    /// <summary>What was found tampered keeps what was found.</summary>
    private void Check(InstanceRow row)
    {
        if (row.Status != InstanceStatus.Tampered)
        {
            _hub.Store.Check(row);
        }
    }

    private bool IsSame(string instanceId, string name, string? input) => _hub.Store.Read(tables =>
        tables.Instances.Find(instanceId) is { } row && row.Name == name
        && tables.Instances.ReadHistory(row.Key) is [ExecutionStarted started, ..] && (row.Generation > 0 || started.Input == input));

    private static OrchestrationStatus Status(InstanceRow row) =>
        new(row.Id, row.Name, Enum.Parse<OrchestrationState>(row.Status.ToString()), row.Output, row.CustomStatus, row.Error);
}
