using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>The context of a run whose status is also told to somebody else; everything else goes through.</summary>
internal sealed class RecordedContext(OrchestrationContext inner, Action<RunProgress> tell) : OrchestrationContext
{
    public override string InstanceId => inner.InstanceId;

    public override string? ParentInstanceId => inner.ParentInstanceId;

    public override string Version => inner.Version;

    public override DateTimeOffset CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override bool RecordsCustomStatus => inner.RecordsCustomStatus;

    public override T? GetInput<T>()
        where T : default => inner.GetInput<T>();

    public override Guid NewGuid() => inner.NewGuid();

    public override Task<T> CallActivityAsync<T>(string name, object? input) => inner.CallActivityAsync<T>(name, input);

    public override Task<T> CallSubOrchestratorAsync<T>(string name, object? input, string instanceId) => inner.CallSubOrchestratorAsync<T>(name, input, instanceId);

    public override Task CreateTimer(DateTimeOffset fireAt, CancellationToken cancellationToken) => inner.CreateTimer(fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object? payload) => inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? status)
    {
        inner.SetCustomStatus(status);
        if (status is RunProgress progress)
        {
            tell(progress);
        }
    }

    public override void ContinueAsNew(object? input, bool preserveUnprocessedEvents = true) => inner.ContinueAsNew(input, preserveUnprocessedEvents);
}
