namespace MissionControl.Runtime.History;

/// <summary>The recorded events of one execution of one instance, in order; the n-th has number n.</summary>
public sealed record InstanceHistory(string InstanceId, string? ParentInstanceId, IReadOnlyList<HistoryEvent> Events);
