using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Stands for a message of the inbox that cannot be read: whoever takes it fails, and nobody else.</summary>
internal sealed record UnreadableMessage(string Fault) : HistoryEvent;
