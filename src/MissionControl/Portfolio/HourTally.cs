using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>
/// What the runs, logs and interventions of some hours come to. Tallies add up in any order and grouping: an hour is the sum of its rows, a day
/// the sum of its hours. A store changes one only together with the row that changed, or counts the hour anew.
/// </summary>
public sealed class HourTally
{
    public int CompletedRuns { get; set; }

    /// <summary>What the runs cost by their records; null when none tells.</summary>
    public decimal? CostUsd { get; set; }

    /// <summary>What people did.</summary>
    public long Interventions { get; set; }

    public long Escalations { get; set; }

    /// <summary>Mission id to its latest run and its latest completed run, by start, among those that ended.</summary>
    public Dictionary<string, LatestRuns> Missions { get; init; } = new(StringComparer.Ordinal);

    /// <summary><see cref="TaskKey"/> as text to minutes of human delay and overrun, over logs that were completed or approved and have an estimate.</summary>
    public Dictionary<string, TaskDrag> Tasks { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Agent id to the tally of the logs of our own runs.</summary>
    public Dictionary<string, AgentTally> Agents { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Adds a run that ended.</summary>
    public HourTally Add(MissionRun run)
    {
        CompletedRuns += run.IsCompleted ? 1 : 0;
        AddCost(run.Cost?.Usd);
        var latest = new LatestRuns(run, run.IsCompleted ? run : null);
        Missions[run.MissionId] = Missions.TryGetValue(run.MissionId, out var before) ? before.Plus(latest) : latest;
        return this;
    }

    public HourTally Add(TaskLog log)
    {
        if (log is { IsDone: true, OverrunMinutes: { } overrun })
        {
            var key = log.Task.ToString();
            Tasks[key] = Tasks.GetValueOrDefault(key, TaskDrag.None).Plus(new TaskDrag(log.HumanDelayMinutes, overrun));
        }

        if (log is { Origin: TelemetryOrigin.Own, AgentId: not null })
        {
            Add(AgentTally.Of(log));
        }

        return this;
    }

    public HourTally Add(Intervention intervention)
    {
        if (intervention.Kind == InterventionKind.Escalation)
        {
            Escalations += intervention.Count;
        }
        else
        {
            Interventions += intervention.Count;
        }

        return this;
    }

    public HourTally Add(HourTally other)
    {
        CompletedRuns += other.CompletedRuns;
        AddCost(other.CostUsd);
        Interventions += other.Interventions;
        Escalations += other.Escalations;
        foreach (var (mission, latest) in other.Missions)
        {
            Missions[mission] = Missions.TryGetValue(mission, out var before) ? before.Plus(latest) : latest;
        }

        foreach (var (task, drag) in other.Tasks)
        {
            Tasks[task] = Tasks.GetValueOrDefault(task, TaskDrag.None).Plus(drag);
        }

        foreach (var agent in other.Agents.Values)
        {
            Add(agent);
        }

        return this;
    }

    private void AddCost(decimal? usd) => CostUsd = usd is null ? CostUsd : (CostUsd ?? 0) + usd;

    private void Add(AgentTally agent) =>
        Agents[agent.AgentId] = Agents.TryGetValue(agent.AgentId, out var before) ? before.Plus(agent) : agent;
}

/// <summary>The latest run of a mission by start, and its latest completed one.</summary>
public sealed record LatestRuns(MissionRun Run, MissionRun? Completed)
{
    public LatestRuns Plus(LatestRuns other) => new(
        MissionRun.Later(Run, other.Run),
        Completed is null ? other.Completed : other.Completed is null ? Completed : MissionRun.Later(Completed, other.Completed));
}

/// <summary>What holds a task up, in minutes: people who decide, and work beyond the estimate.</summary>
public sealed record TaskDrag(decimal HumanDelayMinutes, decimal OverrunMinutes)
{
    public static TaskDrag None { get; } = new(0, 0);

    public decimal Minutes => HumanDelayMinutes + OverrunMinutes;

    public TaskDrag Plus(TaskDrag other) => new(HumanDelayMinutes + other.HumanDelayMinutes, OverrunMinutes + other.OverrunMinutes);

    public TaskDrag Minus(TaskDrag other) => new(HumanDelayMinutes - other.HumanDelayMinutes, OverrunMinutes - other.OverrunMinutes);
}
