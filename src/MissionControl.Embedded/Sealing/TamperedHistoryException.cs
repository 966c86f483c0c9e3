namespace MissionControl.Embedded.Sealing;

/// <summary>A history in the hub is not what the runtime wrote. It is left as it was found.</summary>
public sealed class TamperedHistoryException(string instanceId, string fault)
    : Exception($"The history of '{instanceId}' was changed by somebody else than the runtime: {fault}. It was left as it was found, for inspection.")
{
    public string InstanceId { get; } = instanceId;
}
