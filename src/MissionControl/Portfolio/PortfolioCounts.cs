using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>What all records of some hours come to: enough for a snapshot, and small however many records there are.</summary>
public sealed record PortfolioCounts
{
    public const int DayHours = 24;
    public const int WeekHours = 7 * DayHours;

    /// <summary>Completed so far.</summary>
    public int CompletedRuns { get; init; }

    /// <summary>What people did in the last 24 hours.</summary>
    public long Interventions { get; init; }

    /// <summary>In the last 24 hours.</summary>
    public long Escalations { get; init; }

    /// <summary>Mission id to its latest run and its latest completed run among all that ended so far.</summary>
    public IReadOnlyDictionary<string, LatestRuns> Missions { get; init; } = new Dictionary<string, LatestRuns>();

    /// <summary>Minutes of delay and overrun in the last seven days, over logs that were completed or approved and have an estimate.</summary>
    public IReadOnlyDictionary<TaskKey, TaskDrag> Tasks { get; init; } = new Dictionary<TaskKey, TaskDrag>();

    /// <summary>What the runs that ended in the UTC month of the time have cost by their records; null when none tells.</summary>
    public decimal? MonthCostUsd { get; init; }

    /// <summary>Counts the records one by one.</summary>
    public static PortfolioCounts Of(TelemetryBatch records, DateTimeOffset asOf) =>
        Of(PortfolioHours.Of(records.Runs, records.TaskLogs, records.Interventions), asOf);

    /// <summary>Adds up the hours.</summary>
    public static PortfolioCounts Of(PortfolioHours hours, DateTimeOffset asOf)
    {
        var all = hours.Through(asOf);
        var day = hours.Last(asOf, DayHours);
        return new PortfolioCounts
        {
            CompletedRuns = all.CompletedRuns,
            Interventions = day.Interventions,
            Escalations = day.Escalations,
            Missions = all.Missions,
            Tasks = hours.Last(asOf, WeekHours).Tasks.ToDictionary(task => TaskKey.Parse(task.Key), task => task.Value),
            MonthCostUsd = hours.Last(asOf, HoursOfMonth(asOf)).CostUsd,
        };
    }

    /// <summary>The sums without rows that were counted among them; latest runs are no sum and stay.</summary>
    internal PortfolioCounts Less(HourTally rows) => this with
    {
        CompletedRuns = CompletedRuns - rows.CompletedRuns,
        Interventions = Interventions - rows.Interventions,
        Escalations = Escalations - rows.Escalations,
        Tasks = Tasks.ToDictionary(task => task.Key, task => task.Value.Minus(rows.Tasks.GetValueOrDefault(task.Key.ToString(), TaskDrag.None))),
        MonthCostUsd = MonthCostUsd - (rows.CostUsd ?? 0),
    };

    /// <summary>The hours from the beginning of the UTC month to the one of the time, both counted.</summary>
    public static int HoursOfMonth(DateTimeOffset asOf) => ((asOf.UtcDateTime.Day - 1) * DayHours) + asOf.UtcDateTime.Hour + 1;
}
