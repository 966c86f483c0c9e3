namespace MissionControl.Embedded.Sealing;

/// <summary>Events in the hub cannot be read: they are no events, or those of a newer version. They were left as they were found.</summary>
public sealed class DamagedHistoryException(string instanceId, long first, Exception cause)
    : Exception($"The history of '{instanceId}' cannot be read from event {first} on: {cause.Message} It was left as it was found. Put a copy of the hub back, or open it with the version that wrote it.", cause)
{
    public string InstanceId { get; } = instanceId;
}
