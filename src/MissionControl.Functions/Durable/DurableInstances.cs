using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using MissionControl.AzureStorage.Runs;
using MissionControl.Runtime.Inbox;

namespace MissionControl.Functions.Durable;

/// <summary>Starts, wakes and ends the platform's instances. Every call may be repeated.</summary>
internal sealed class DurableInstances(BoundClient bound, string version) : RunInstances
{
    private static readonly string[] EveryStatus = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString())];

    private static readonly OrchestrationRuntimeStatus[] Unended =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    public override Task ScheduleAsync(string name, string input, string instanceId, CancellationToken cancellationToken) =>
        TryScheduleAsync(name, Wire.Deserialize<JsonElement>(input), instanceId, cancellationToken);

    /// <summary>False, and nothing started, when there is an instance of that id, whatever its status.</summary>
    public async Task<bool> TryScheduleAsync(string name, JsonElement? input, string instanceId, CancellationToken cancellationToken)
    {
        // The platform replaces an ended instance unless it is told not to.
        var options = new StartOrchestrationOptions(instanceId) { DedupeStatuses = EveryStatus };
        try
        {
            if (await bound.Current.GetInstanceAsync(instanceId, cancellationToken) is not null)
            {
                return false;
            }

            await bound.Current.ScheduleNewOrchestrationInstanceAsync(name, new InstanceInput(version) { Input = input }, options, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>Null when there is none.</summary>
    public Task<OrchestrationMetadata?> FindAsync(string instanceId, CancellationToken cancellationToken, bool withOutput = false) =>
        bound.Current.GetInstanceAsync(instanceId, withOutput, cancellationToken);

    /// <param name="payload">JSON; on the name of the channel an envelope that is ready.</param>
    public override async Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken)
    {
        // Some backends keep an event for an instance that is not there yet: it would then reach another start of the same id.
        if (await bound.Current.GetInstanceAsync(instanceId, cancellationToken) is not { IsCompleted: false })
        {
            return;
        }

        var given = payload is null ? (JsonElement?)null : Wire.Deserialize<JsonElement>(payload);
        var envelope = eventName == DurableMissionContext.Channel ? given : Payload.Of(new EventEnvelope(eventName) { Payload = given });
        await bound.Current.RaiseEventAsync(instanceId, DurableMissionContext.Channel, envelope, cancellationToken);
    }

    public override async Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        if (await bound.Current.GetInstanceAsync(instanceId, cancellationToken) is { IsCompleted: false })
        {
            await bound.Current.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason, Recursive: true), cancellationToken);
        }

        // What a child was about to start when its parent ended is no child of anything that runs.
        await EndBelowAsync(instanceId, reason, cancellationToken);
    }

    /// <summary>Ends everything below the instance: the platform does not when a parent ends by itself.</summary>
    public async Task EndBelowAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        await foreach (var orphan in BelowAsync(instanceId, cancellationToken))
        {
            await bound.Current.TerminateInstanceAsync(orphan.InstanceId, new TerminateInstanceOptions(reason, Recursive: true), cancellationToken);
        }
    }

    /// <exception cref="InstancesStillEndingException">One of them has not ended yet.</exception>
    public override async Task PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        var instances = new List<OrchestrationMetadata>();
        await foreach (var instance in AllAsync(instanceId, null, cancellationToken))
        {
            instances.Add(instance);
        }

        if (instances.FirstOrDefault(instance => !instance.IsCompleted) is { } open)
        {
            throw new InstancesStillEndingException(open.InstanceId);
        }

        foreach (var instance in instances)
        {
            await bound.Current.PurgeInstanceAsync(instance.InstanceId, cancellationToken);
        }
    }

    /// <summary>Holds the execution back, from the top down: whoever is held starts nothing new below.</summary>
    public async Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        await bound.Current.SuspendInstanceAsync(instanceId, reason, cancellationToken);
        await foreach (var child in BelowAsync(instanceId, cancellationToken))
        {
            if (child.RuntimeStatus != OrchestrationRuntimeStatus.Suspended)
            {
                await bound.Current.SuspendInstanceAsync(child.InstanceId, reason, cancellationToken);
            }
        }
    }

    public async Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken)
    {
        await foreach (var child in BelowAsync(instanceId, cancellationToken))
        {
            await bound.Current.ResumeInstanceAsync(child.InstanceId, reason, cancellationToken);
        }

        await bound.Current.ResumeInstanceAsync(instanceId, reason, cancellationToken);
    }

    /// <summary>The instance and everything below it, in no order: ids of children begin with the id of their execution.</summary>
    public IAsyncEnumerable<OrchestrationMetadata> AllAsync(string instanceId, IEnumerable<OrchestrationRuntimeStatus>? statuses, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery(Statuses: statuses, InstanceIdPrefix: instanceId);
        return Of(bound.Current.GetAllInstancesAsync(query), instanceId, cancellationToken);
    }

    private async IAsyncEnumerable<OrchestrationMetadata> BelowAsync(string instanceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var instance in AllAsync(instanceId, Unended, cancellationToken))
        {
            if (instance.InstanceId != instanceId)
            {
                yield return instance;
            }
        }
    }

    private static async IAsyncEnumerable<OrchestrationMetadata> Of(
        IAsyncEnumerable<OrchestrationMetadata> found, string instanceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var instance in found.WithCancellation(cancellationToken))
        {
            if (instance.InstanceId == instanceId || instance.InstanceId.StartsWith(instanceId + "~", StringComparison.Ordinal))
            {
                yield return instance;
            }
        }
    }
}

/// <summary>The platform has not ended an instance of a run that is over; its deletion goes on when it has.</summary>
public sealed class InstancesStillEndingException(string instanceId)
    : Exception($"Instance '{instanceId}' has not ended yet. The sweep deletes the run once it has.");
