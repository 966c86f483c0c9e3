using MissionControl.Telemetry;

namespace MissionControl.Embedded.Sqlite;

/// <summary>What the records come to, changed in the transaction that changes a record: what it was is taken away, what it is is added.</summary>
internal sealed class TelemetryCounters
{
    public const int HoursOfDay = 24;

    private readonly SqliteSession _session;
    private readonly Dictionary<TaskKey, long> _tasks = [];
    private readonly Counters<long, HourCount> _hours;
    private readonly Counters<(long Hour, long Task), TaskCount> _taskHours;
    private readonly Counters<(long Day, long Task), TaskCount> _taskDays;
    private readonly Counters<string, AgentTally> _agents;

    public TelemetryCounters(SqliteSession session)
    {
        _session = session;
        _hours = new Counters<long, HourCount>(ReadHour, WriteHour);
        _taskHours = new Counters<(long Hour, long Task), TaskCount>(key => ReadTask("task_hours", "hour", key), (key, count) => WriteTask("task_hours", "hour", key, count));
        _taskDays = new Counters<(long Day, long Task), TaskCount>(key => ReadTask("task_days", "day", key), (key, count) => WriteTask("task_days", "day", key, count));
        _agents = new Counters<string, AgentTally>(ReadAgent, WriteAgent);
    }

    public static long HourOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    /// <param name="sign">1: the record is there now; -1: it is gone.</param>
    public void Count(MissionRun run, int sign)
    {
        if (!run.IsActive)
        {
            var hour = HourOf(run.CountedAt);
            var before = _hours[hour];
            _hours[hour] = before with
            {
                Completed = before.Completed + (run.IsCompleted ? sign : 0),
                Costed = before.Costed + (run.Cost is null ? 0 : sign),
                Cost = before.Cost + (sign * (run.Cost?.Usd ?? 0)),
            };
        }
    }

    public void Count(Intervention intervention)
    {
        var hour = HourOf(intervention.At);
        var before = _hours[hour];
        _hours[hour] = intervention.Kind == InterventionKind.Escalation
            ? before with { Escalations = before.Escalations + intervention.Count }
            : before with { Interventions = before.Interventions + intervention.Count };
    }

    /// <summary>Of a log that is gone the row must be gone too: the latest end is looked up among those that are there.</summary>
    public void Count(TaskLog log, int sign)
    {
        if (log is { IsDone: true, OverrunMinutes: { } overrun, EndedAt: { } at })
        {
            var task = TaskOf(log.Task);
            var hour = (HourOf(at), task);
            var day = (HourOf(at) / HoursOfDay, task);
            _taskHours[hour] = _taskHours[hour].Plus(sign, log.HumanDelayMinutes, overrun);
            _taskDays[day] = _taskDays[day].Plus(sign, log.HumanDelayMinutes, overrun);
        }

        if (log is { Origin: TelemetryOrigin.Own, AgentId: { } agent })
        {
            var tally = AgentTally.Of(log);
            _agents[agent] = sign > 0 ? _agents[agent].Plus(tally) : Less(_agents[agent], tally);
        }
    }

    public void Flush()
    {
        _hours.Flush();
        _taskHours.Flush();
        _taskDays.Flush();
        _agents.Flush();
    }

    public void RollBack()
    {
        _tasks.Clear();
        _hours.RollBack();
        _taskHours.RollBack();
        _taskDays.RollBack();
        _agents.RollBack();
    }

    private AgentTally Less(AgentTally all, AgentTally one) => all with
    {
        Logs = all.Logs - one.Logs,
        Done = all.Done - one.Done,
        DoneMinutes = all.DoneMinutes - one.DoneMinutes,
        Decided = all.Decided - one.Decided,
        Approved = all.Approved - one.Approved,
        Escalated = all.Escalated - one.Escalated,
        Spared = all.Spared - one.Spared,
        LastEndedAt = one.LastEndedAt == all.LastEndedAt ? LastEndOf(all.AgentId) : all.LastEndedAt,
    };

    private DateTimeOffset? LastEndOf(string agentId)
    {
        var find = _session["SELECT max(ended_at) FROM task_logs WHERE own_agent_id = ?1"].Bind(1, agentId);
        var last = find.Step() ? find.NullableTime(0) : null;
        find.Reset();
        return last;
    }

    private long TaskOf(TaskKey key)
    {
        if (_tasks.TryGetValue(key, out var known))
        {
            return known;
        }

        _session["INSERT OR IGNORE INTO portfolio_tasks(mission_id, task_id) VALUES(?1, ?2)"].Bind(1, key.MissionId).Bind(2, key.TaskId).Run();
        var find = _session["SELECT id FROM portfolio_tasks WHERE mission_id = ?1 AND task_id = ?2"].Bind(1, key.MissionId).Bind(2, key.TaskId);
        find.Step();
        var task = find.Int64(0);
        find.Reset();
        _tasks.Add(key, task);
        return task;
    }

    private HourCount ReadHour(long hour)
    {
        var read = _session["SELECT completed, interventions, escalations, costed, cost FROM portfolio_hours WHERE hour = ?1"].Bind(1, hour);
        var count = read.Step() ? new HourCount(read.Int64(0), read.Int64(1), read.Int64(2), read.Int64(3), read.Decimal(4)) : default;
        read.Reset();
        return count;
    }

    private void WriteHour(long hour, HourCount count) =>
        _session["INSERT OR REPLACE INTO portfolio_hours(hour, completed, interventions, escalations, costed, cost) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"]
            .Bind(1, hour).Bind(2, count.Completed).Bind(3, count.Interventions).Bind(4, count.Escalations).Bind(5, count.Costed).Bind(6, count.Cost).Run();

    private TaskCount ReadTask(string table, string span, (long Span, long Task) key)
    {
        var read = _session[$"SELECT logs, delay, overrun FROM {table} WHERE {span} = ?1 AND task = ?2"].Bind(1, key.Span).Bind(2, key.Task);
        var count = read.Step() ? new TaskCount(read.Int64(0), read.Decimal(1), read.Decimal(2)) : default;
        read.Reset();
        return count;
    }

    // A task without logs is none of the hour's.
    private void WriteTask(string table, string span, (long Span, long Task) key, TaskCount count)
    {
        if (count.Logs == 0)
        {
            _session[$"DELETE FROM {table} WHERE {span} = ?1 AND task = ?2"].Bind(1, key.Span).Bind(2, key.Task).Run();
            return;
        }

        _session[$"INSERT OR REPLACE INTO {table}({span}, task, logs, delay, overrun) VALUES(?1, ?2, ?3, ?4, ?5)"]
            .Bind(1, key.Span).Bind(2, key.Task).Bind(3, count.Logs).Bind(4, count.Delay).Bind(5, count.Overrun).Run();
    }

    private AgentTally ReadAgent(string agentId)
    {
        var read = _session[$"SELECT {TelemetryCounts.AgentColumns} FROM agent_tallies WHERE agent_id = ?1"].Bind(1, agentId);
        var tally = read.Step() ? TelemetryCounts.ReadAgent(read) : new AgentTally(agentId);
        read.Reset();
        return tally;
    }

    private void WriteAgent(string agentId, AgentTally tally)
    {
        if (tally.Logs == 0)
        {
            _session["DELETE FROM agent_tallies WHERE agent_id = ?1"].Bind(1, agentId).Run();
            return;
        }

        _session[$"INSERT OR REPLACE INTO agent_tallies({TelemetryCounts.AgentColumns}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"]
            .Bind(1, agentId).Bind(2, (long)tally.Logs).Bind(3, (long)tally.Done).Bind(4, tally.DoneMinutes).Bind(5, (long)tally.Decided).Bind(6, (long)tally.Approved)
            .Bind(7, (long)tally.Escalated).Bind(8, (long)tally.Spared).Bind(9, tally.LastEndedAt).Run();
    }

    private readonly record struct HourCount(long Completed, long Interventions, long Escalations, long Costed, decimal Cost);

    private readonly record struct TaskCount(long Logs, decimal Delay, decimal Overrun)
    {
        public TaskCount Plus(int sign, decimal delay, decimal overrun) => new(Logs + sign, Delay + (sign * delay), Overrun + (sign * overrun));
    }
}
