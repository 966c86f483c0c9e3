using System.Globalization;
using System.Text.Json.Serialization;
using MissionControl.Agents;

namespace MissionControl.Telemetry;

/// <summary>
/// The counts that an agent's statistics follow from. Tallies add up in any order and grouping, so that adding log by log, merging hours
/// and counting all logs anew give the same.
/// </summary>
public sealed record AgentTally(string AgentId)
{
    /// <summary>Digits of a rate and of an average.</summary>
    public const int Digits = 4;

    /// <summary>All of its hop rounds.</summary>
    public int Logs { get; init; }

    /// <summary>Completed or approved.</summary>
    public int Done { get; init; }

    /// <summary>Minutes at work of those.</summary>
    public decimal DoneMinutes { get; init; }

    /// <summary>Decided by a person.</summary>
    public int Decided { get; init; }

    public int Approved { get; init; }

    /// <summary>With an escalation or several.</summary>
    public int Escalated { get; init; }

    /// <summary>Skipped or rejected: they say nothing of success.</summary>
    public int Spared { get; init; }

    /// <summary>The latest end of a log; null when none is known.</summary>
    public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>Null when there is no average to be had: nothing was completed or approved.</summary>
    [JsonIgnore]
    public AgentStats? Stats => Done == 0
        ? null
        : new AgentStats(AgentId, Rate(DoneMinutes, Done), Decided == 0 ? 1 : Rate(Approved, Decided), Rate(Escalated, Logs))
        {
            SuccessRate = Rate(Done, Logs - Spared),
            TasksExecuted = Logs,
            LastUpdated = LastEndedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        };

    public static AgentTally Of(TaskLog log)
    {
        var decision = log.Decision ?? (log.Outcome switch
        {
            "approved" => TaskDecision.Approved,
            "rejected" => TaskDecision.Rejected,
            _ => TaskDecision.TimedOut,
        });
        return new AgentTally(log.AgentId ?? "")
        {
            Logs = 1,
            Done = log.IsDone ? 1 : 0,
            DoneMinutes = log.IsDone ? log.ActualDurationMinutes : 0,
            Decided = decision == TaskDecision.TimedOut ? 0 : 1,
            Approved = decision == TaskDecision.Approved ? 1 : 0,
            Escalated = log.Escalations > 0 ? 1 : 0,
            Spared = log.Outcome is "skipped" or "rejected" ? 1 : 0,
            LastEndedAt = log.EndedAt,
        };
    }

    public AgentTally Plus(AgentTally other) => this with
    {
        Logs = Logs + other.Logs,
        Done = Done + other.Done,
        DoneMinutes = DoneMinutes + other.DoneMinutes,
        Decided = Decided + other.Decided,
        Approved = Approved + other.Approved,
        Escalated = Escalated + other.Escalated,
        Spared = Spared + other.Spared,
        LastEndedAt = LastEndedAt > other.LastEndedAt || other.LastEndedAt is null ? LastEndedAt : other.LastEndedAt,
    };

    private static decimal Rate(decimal part, int whole) => Math.Round(part / whole, Digits, MidpointRounding.AwayFromZero);
}
