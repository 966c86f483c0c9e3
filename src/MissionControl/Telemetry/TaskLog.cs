using System.Text.Json.Serialization;

namespace MissionControl.Telemetry;

/// <summary>One round of a hop: one record per run, task and round. What people took is delay, never part of the actual duration.</summary>
/// <param name="AgentId">Null for a hop that nobody is responsible for.</param>
/// <param name="Outcome">completed, approved, rejected, failed or skipped; other words of a file count as none of these.</param>
public sealed record TaskLog(string RunId, string MissionId, string TaskId, string? AgentId, string Outcome)
{
    public decimal ActualDurationMinutes { get; init; }

    public bool HumanApprovalRequired { get; init; }

    public decimal HumanDelayMinutes { get; init; }

    public int Round { get; init; } = 1;

    /// <summary>Of all steps; null where a file does not tell.</summary>
    public int? Attempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time whose UTC hour the log counts in. Of a log that was imported it is its run's end, else its start; null when the run is unknown.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null when nobody was asked, and where a file does not tell: then the outcome does.</summary>
    public TaskDecision? Decision { get; init; }

    public int Escalations { get; init; }

    public decimal? EstimatedDurationMinutes { get; init; }

    public Cost? Cost { get; init; }

    /// <summary>What each step cost, by step id; null where that is not known.</summary>
    public IReadOnlyDictionary<string, Cost>? StepCosts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TelemetryOrigin Origin { get; init; }

    [JsonIgnore]
    public TaskKey Task => new(MissionId, TaskId);

    /// <summary>What makes a second record of the same round the same record. No id holds a slash.</summary>
    [JsonIgnore]
    public string Key => $"{RunId}/{TaskId}/{Round}";

    /// <summary>Completed or approved.</summary>
    [JsonIgnore]
    public bool IsDone => Outcome is "completed" or "approved";

    /// <summary>
    /// True when a record of this key stays and the other one is not written: one of our own stays against an imported one, and of two
    /// the one that ended later, so that an activity that is late undoes nothing.
    /// </summary>
    public bool Stands(TaskLog against) => Origin > against.Origin || (Origin == against.Origin && EndedAt > against.EndedAt);

    /// <summary>Minutes beyond the estimate; null without an estimate.</summary>
    [JsonIgnore]
    public decimal? OverrunMinutes => EstimatedDurationMinutes is { } estimate ? Math.Max(0, ActualDurationMinutes - estimate) : null;
}

/// <summary>Who decided about a hop round.</summary>
public enum TaskDecision
{
    /// <summary>A person said yes.</summary>
    Approved,

    /// <summary>A person said no.</summary>
    Rejected,

    /// <summary>Nobody decided in time; it counts in no approval rate.</summary>
    TimedOut,
}

/// <summary>A task is always a mission's: ids of tasks may repeat between missions.</summary>
public readonly record struct TaskKey(string MissionId, string TaskId) : IComparable<TaskKey>
{
    public int CompareTo(TaskKey other) =>
        string.CompareOrdinal(MissionId, other.MissionId) is var byMission && byMission != 0 ? byMission : string.CompareOrdinal(TaskId, other.TaskId);

    /// <summary>What <see cref="ToString"/> gave.</summary>
    public static TaskKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new TaskKey(text[..slash], text[(slash + 1)..]);
    }

    /// <summary><c>mission/task</c>; no id holds a slash.</summary>
    public override string ToString() => $"{MissionId}/{TaskId}";

    public static bool operator <(TaskKey left, TaskKey right) => left.CompareTo(right) < 0;

    public static bool operator >(TaskKey left, TaskKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(TaskKey left, TaskKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TaskKey left, TaskKey right) => left.CompareTo(right) >= 0;
}
