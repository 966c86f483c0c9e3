using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Hub;

internal enum InstanceStatus
{
    Running,
    Suspended,

    /// <summary>Today's code does not fit the history; nothing runs until somebody resumes it.</summary>
    Stopped,
    Completed,
    Failed,
    Terminated,

    /// <summary>Its history is not what was written; nothing runs, and nothing of it is changed.</summary>
    Tampered,

    /// <summary>It failed the runtime itself too often; nothing runs until somebody resumes it. Its number, 7, stands in an index of the file.</summary>
    Quarantined,
}

/// <summary>What the hub holds of an instance beside its events. Rewritten only when one of its fields changes, never per turn.</summary>
/// <param name="Key">Grows with every instance; the events of an instance lie together under it.</param>
internal sealed record InstanceRow(long Key, string Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Set when the instance is an execution of a run, so that its status and result go into the run record.</summary>
    public string? RunId { get; init; }

    public ParentTask? Parent { get; init; }

    /// <summary>How often it continued as new.</summary>
    public int Generation { get; init; }

    public InstanceStatus Status { get; init; }

    /// <summary>It has work that only this process can bring on: activities in flight or a first turn. Loaded at once after a restart.</summary>
    public bool Active { get; init; }

    public string? CustomStatus { get; init; }

    public string? Output { get; init; }

    public FailureDetails? Error { get; init; }

    /// <summary>Where its history ends; null in a hub that seals nothing.</summary>
    public HistoryTail? Tail { get; init; }

    /// <summary>Ids of events that earlier executions of the instance took.</summary>
    public IReadOnlyList<string> SeenEvents { get; init; } = [];

    public DateTimeOffset? CompletedAt { get; init; }

    public bool IsFinal => IsEnd(Status);

    /// <summary>Nothing of it runs, and what arrives is kept, until somebody resumes or terminates it.</summary>
    public bool IsHalted => Status is InstanceStatus.Stopped or InstanceStatus.Tampered or InstanceStatus.Quarantined;

    public static bool IsEnd(InstanceStatus status) => status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;
}

/// <summary>The task of the parent that a child answers.</summary>
internal sealed record ParentTask(string InstanceId, long TaskId, int Generation);

internal readonly record struct TimerRow(long Key, long TaskId, string InstanceId, int Generation, DateTimeOffset Due);

/// <summary>A message that is on disk until the turn that takes it is on disk.</summary>
/// <param name="Generation">The execution of the receiver that it answers; null for whichever is current.</param>
internal sealed record InboxRow(long Id, string Target, int? Generation, HistoryEvent Event)
{
    /// <summary>The event's bytes; null when the hub keeps objects, or makes them when it writes.</summary>
    public byte[]? Encoded { get; init; }
}
