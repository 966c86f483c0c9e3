using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using MissionControl.AzureStorage;
using MissionControl.Embedded;
using MissionControl.Functions.Durable;
using MissionControl.Runtime;
using MissionControl.Testing.Conformance;
using MissionControl.Testing.Gateways;

namespace MissionControl.Functions.Tests.Conformance;

/// <summary>The runtime of the functions app: Durable Task in this process, the stores of Azure on tables and blobs in memory.</summary>
internal sealed class DurableRuntime : ConformanceRuntime
{
    private readonly BoundClient _client = new();
    private readonly DurableInstances _instances;
    private readonly AzureStores _stores;
    private readonly OrchestrationRegistry _code;
    private DurableTaskTestHost _host = null!;

    private DurableRuntime(RuntimeSetup setup)
    {
        _instances = new DurableInstances(_client, setup.Version);
        _stores = AzureStores.Open(new AzureStoresOptions
        {
            Tables = new MemoryTableGateway(),
            Blobs = new MemoryBlobGateway(),
            Clock = Clock,
            Instances = _instances,
            Histories = new DurableHistories(_client, () => _instances),
            Trouble = error => throw new InvalidOperationException("Something was left to the sweep.", error),
        });
        Stores = Open(_stores);
        Missions = new DurableMissionClient(_stores.Runs, _stores.RunRecords, _stores.Outbox, _instances, Clock);
        _code = setup.Registry(Stores, Clock).AddRunRecording(_stores.RunRecords.ChangeAsync);
    }

    /// <summary>A busy machine is no fault.</summary>
    public override TimeSpan Patience => TimeSpan.FromSeconds(30);

    public override MissionClient Missions { get; }

    public override HubStores Stores { get; }

    public override TimeProvider Clock => TimeProvider.System;

    public static async Task<ConformanceRuntime> StartAsync(RuntimeSetup setup)
    {
        var runtime = new DurableRuntime(setup);
        runtime._host = await InProcessHost.StartAsync(runtime._code);
        runtime._client.Bind(runtime._host.Client);
        return runtime;
    }

    public override async Task<bool> ScheduleAsync(string name, object? input, string instanceId)
    {
        if (!_code.OrchestratorNames.Contains(name))
        {
            throw new ArgumentException($"No orchestrator is registered as '{name}'.", nameof(name));
        }

        var given = Payload.Of(input);
        if (await _instances.TryScheduleAsync(name, given, instanceId, CancellationToken.None))
        {
            return true;
        }

        var there = await _instances.FindAsync(instanceId, CancellationToken.None, withOutput: true);
        var before = there?.SerializedInput is { } json ? Wire.Deserialize<InstanceInput>(json) : null;
        return there?.Name == name && (before?.Inbox is not null || before?.Input?.GetRawText() == given?.GetRawText())
            ? false
            : throw new ArgumentException($"The instance id '{instanceId}' is taken by another start.", nameof(instanceId));
    }

    public override async Task<OrchestrationStatus?> GetAsync(string instanceId)
    {
        try
        {
            return await _instances.FindAsync(instanceId, CancellationToken.None, withOutput: true) is { } found
                ? new OrchestrationStatus(found.InstanceId, found.Name, State(found.RuntimeStatus), Output(found), found.SerializedCustomStatus, Failure(found))
                : null;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unknown)
        {
            // The in-process host stumbles over an instance that a parent has asked for and that has not begun yet.
            return null;
        }
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId = null) =>
        Missions.RaiseEventAsync(instanceId, eventName, payload, eventId, CancellationToken.None);

    public override Task SuspendAsync(string instanceId, string? reason = null) => _instances.SuspendAsync(instanceId, reason, CancellationToken.None);

    public override Task ResumeAsync(string instanceId) => _instances.ResumeAsync(instanceId, null, CancellationToken.None);

    public override Task TerminateAsync(string instanceId, string? reason = null) => _instances.TerminateAsync(instanceId, reason, CancellationToken.None);

    public override ValueTask DisposeAsync() => _host.DisposeAsync();

    private static HubStores Open(AzureStores stores) => new(
        stores.Assets, stores.Definitions, stores.Approvals, stores.Records, stores.Claims, stores.Runs, stores.Deliveries, stores.SeenKeys)
    {
        Events = stores.Events,
        Catalogue = stores.Catalogue,
        Keys = stores.Keys,
        Telemetry = stores.Telemetry,
        Risks = stores.Risks,
        Portfolio = stores.Portfolio,
        Notices = stores.Notices,
    };

    private static string? Output(OrchestrationMetadata found) => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? found.SerializedOutput : null;

    private static FailureDetails? Failure(OrchestrationMetadata found) => found switch
    {
        { FailureDetails: { } details } => new FailureDetails(details.ErrorType.Split('.')[^1], details.ErrorMessage, details.StackTrace),
        { RuntimeStatus: OrchestrationRuntimeStatus.Terminated, SerializedOutput: { } reason } => new FailureDetails("Terminated", Wire.Deserialize<string>(reason) ?? ""),
        _ => null,
    };

    private static OrchestrationState State(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Suspended => OrchestrationState.Suspended,
        OrchestrationRuntimeStatus.Completed => OrchestrationState.Completed,
        OrchestrationRuntimeStatus.Failed => OrchestrationState.Failed,
        OrchestrationRuntimeStatus.Terminated => OrchestrationState.Terminated,
        _ => OrchestrationState.Running,
    };
}
