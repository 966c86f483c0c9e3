using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing.Conformance;

namespace MissionControl.Embedded.Tests.Conformance;

/// <summary>Forwards to the runtime that is open now.</summary>
internal abstract class EmbeddedConformanceRuntime : ConformanceRuntime
{
    public override TimeSpan Patience => TimeSpan.FromSeconds(30);

    public override MissionClient Missions => Runtime.Missions;

    public override HubStores Stores => Runtime.Stores;

    protected abstract EmbeddedRuntime Runtime { get; }

    public override Task<bool> ScheduleAsync(string name, object? input, string instanceId) => Runtime.Orchestrations.ScheduleAsync(name, input, instanceId);

    public override Task<OrchestrationStatus?> GetAsync(string instanceId) => Task.FromResult(Runtime.Orchestrations.Get(instanceId));

    public override Task RaiseEventAsync(string instanceId, string eventName, object? payload, string? eventId = null) =>
        Runtime.Orchestrations.RaiseEventAsync(instanceId, eventName, payload, eventId);

    public override Task SuspendAsync(string instanceId, string? reason = null) => Runtime.Orchestrations.SuspendAsync(instanceId, "ann", reason);

    public override Task ResumeAsync(string instanceId) => Runtime.Orchestrations.ResumeAsync(instanceId, "ann");

    public override Task TerminateAsync(string instanceId, string? reason = null) => Runtime.Orchestrations.TerminateAsync(instanceId, "ann", reason);

    public override Task SettleAsync() => Runtime.WhenIdleAsync();

    public override Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId) => Task.FromResult(Runtime.Orchestrations.ReadHistory(instanceId)!.Events);
}
