using System.Collections.Concurrent;
using MissionControl.AzureStorage.Runs;
using MissionControl.Runtime.History;

namespace MissionControl.AzureStorage.Gateways;

/// <summary>A platform that writes down what it is told; it fails on demand, and keeps each instance once.</summary>
internal sealed class RecordedInstances : RunInstances
{
    public ConcurrentQueue<string> Told { get; } = new();

    public ConcurrentDictionary<string, string> Scheduled { get; } = [];

    public bool IsDown { get; set; }

    public override Task ScheduleAsync(string name, string input, string instanceId, CancellationToken cancellationToken)
    {
        Scheduled.TryAdd(instanceId, input);
        return Tell($"schedule {name} {instanceId}");
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken) =>
        Tell($"raise {eventName} on {instanceId}{(payload is null ? "" : $": {payload}")}");

    public override Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken) => Tell($"terminate {instanceId}");

    public override Task PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        Scheduled.TryRemove(instanceId, out _);
        return Tell($"purge {instanceId}");
    }

    private Task Tell(string what)
    {
        if (IsDown)
        {
            throw new OrderedFault();
        }

        Told.Enqueue(what);
        return Task.CompletedTask;
    }
}

/// <summary>A platform that keeps no histories.</summary>
internal sealed class NoHistories : RunHistories
{
    public override Task<IReadOnlyList<InstanceHistory>> ReadAsync(string runId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<InstanceHistory>>([]);
}
