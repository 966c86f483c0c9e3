using System.Runtime.InteropServices;
using MissionControl.Portfolio;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Sqlite;

/// <summary>Adds up what was counted: hours, tasks of hours and tallies, and one seek per mission for its latest runs. It looks at no other record.</summary>
internal sealed class TelemetryCounts(SqliteSession session)
{
    public const string AgentColumns = "agent_id, logs, done, done_minutes, decided, approved, escalated, spared, last_ended_at";

    public static AgentTally ReadAgent(Statement row) => new(row.Text(0))
    {
        Logs = (int)row.Int64(1),
        Done = (int)row.Int64(2),
        DoneMinutes = row.Decimal(3),
        Decided = (int)row.Int64(4),
        Approved = (int)row.Int64(5),
        Escalated = (int)row.Int64(6),
        Spared = (int)row.Int64(7),
        LastEndedAt = row.NullableTime(8),
    };

    public PortfolioCounts Count(DateTimeOffset asOf)
    {
        var last = TelemetryCounters.HourOf(asOf);
        var (completed, interventions, escalations) = Sums(last);
        return new PortfolioCounts
        {
            CompletedRuns = completed,
            Interventions = interventions,
            Escalations = escalations,
            Missions = Latest(last),
            Tasks = Drags(last),
            MonthCostUsd = Cost(last, PortfolioCounts.HoursOfMonth(asOf)),
        };
    }

    public IReadOnlyDictionary<string, AgentTally> TallyAgents()
    {
        var tallies = new Dictionary<string, AgentTally>(StringComparer.Ordinal);
        var list = session[$"SELECT {AgentColumns} FROM agent_tallies"];
        while (list.Step())
        {
            var tally = ReadAgent(list);
            tallies.Add(tally.AgentId, tally);
        }

        return tallies;
    }

    private (int Completed, long Interventions, long Escalations) Sums(long last)
    {
        var all = session["SELECT coalesce(sum(completed), 0) FROM portfolio_hours WHERE hour <= ?1"].Bind(1, last);
        all.Step();
        var completed = (int)all.Int64(0);
        all.Reset();
        var day = session["SELECT coalesce(sum(interventions), 0), coalesce(sum(escalations), 0) FROM portfolio_hours WHERE hour > ?1 - ?2 AND hour <= ?1"]
            .Bind(1, last).Bind(2, PortfolioCounts.DayHours);
        day.Step();
        var sums = (completed, day.Int64(0), day.Int64(1));
        day.Reset();
        return sums;
    }

    private Dictionary<string, LatestRuns> Latest(long last)
    {
        var end = (last + 1) * TimeSpan.TicksPerHour;
        var missions = new Dictionary<string, LatestRuns>(StringComparer.Ordinal);
        foreach (var mission in TelemetryReading.Missions(session, "telemetry_runs"))
        {
            if (Latest(mission, end, "telemetry_runs_latest", "counted_at IS NOT NULL") is { } run)
            {
                missions.Add(mission, new LatestRuns(run, run.IsCompleted ? run : Latest(mission, end, "telemetry_runs_completed", "completed = 1")));
            }
        }

        return missions;
    }

    // A run that was started later can have ended before only where a foreign record says that it ended before its start: those have an index of their own.
    private MissionRun? Latest(string missionId, long end, string index, string which) =>
        FindRun(session[$"""
            SELECT record FROM telemetry_runs INDEXED BY telemetry_runs_backwards
            WHERE mission_id = ?1 AND counted_at < started_at AND started_at >= ?2 AND counted_at < ?2 AND {which} ORDER BY started_at DESC, run_id DESC LIMIT 1
            """].Bind(1, missionId).Bind(2, end))
        ?? FindRun(session[$"""
            SELECT record FROM telemetry_runs INDEXED BY {index}
            WHERE mission_id = ?1 AND {which} AND started_at < ?2 AND counted_at < ?2 ORDER BY started_at DESC, run_id DESC LIMIT 1
            """].Bind(1, missionId).Bind(2, end));

    private static MissionRun? FindRun(Statement find)
    {
        var run = find.Step() ? Wire.Deserialize<MissionRun>(find.Bytes(0)) : null;
        find.Reset();
        return run;
    }

    /// <summary>Of the last hours, whole days of them at once.</summary>
    private Dictionary<TaskKey, TaskDrag> Drags(long last)
    {
        var first = last - PortfolioCounts.WeekHours + 1;
        var firstDay = (first + TelemetryCounters.HoursOfDay - 1) / TelemetryCounters.HoursOfDay;
        var endDay = (last + 1) / TelemetryCounters.HoursOfDay;
        var sums = new Dictionary<long, (ExactSum Delay, ExactSum Overrun)>();
        Add(sums, session["SELECT task, delay, overrun FROM task_hours WHERE hour >= ?1 AND hour < ?2"].Bind(1, first).Bind(2, firstDay * TelemetryCounters.HoursOfDay));
        Add(sums, session["SELECT task, delay, overrun FROM task_days WHERE day >= ?1 AND day < ?2"].Bind(1, firstDay).Bind(2, endDay));
        Add(sums, session["SELECT task, delay, overrun FROM task_hours WHERE hour >= ?1 AND hour <= ?2"].Bind(1, endDay * TelemetryCounters.HoursOfDay).Bind(2, last));
        var drags = new Dictionary<TaskKey, TaskDrag>(sums.Count);
        foreach (var (task, (delay, overrun)) in sums)
        {
            var name = session["SELECT mission_id, task_id FROM portfolio_tasks WHERE id = ?1"].Bind(1, task);
            name.Step();
            drags.Add(new TaskKey(name.Text(0), name.Text(1)), new TaskDrag(delay.Value, overrun.Value));
            name.Reset();
        }

        return drags;
    }

    private static void Add(Dictionary<long, (ExactSum Delay, ExactSum Overrun)> sums, Statement list)
    {
        while (list.Step())
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, list.Int64(0), out _);
            sum = (sum.Delay.Plus(list, 1), sum.Overrun.Plus(list, 2));
        }
    }

    private decimal? Cost(long last, int hours)
    {
        decimal? sum = null;
        var list = session["SELECT cost FROM portfolio_hours WHERE hour > ?1 - ?2 AND hour <= ?1 AND costed > 0"].Bind(1, last).Bind(2, (long)hours);
        while (list.Step())
        {
            sum = (sum ?? 0) + list.Decimal(0);
        }

        return sum;
    }
}
