namespace MissionControl.Reference;

/// <summary>
/// Checks what the files say of each other. What no run could cope with is an error: a task that waits for one that is not there, or
/// for itself. The rest is a warning: figures of a mission or an agent that nobody knows stop nothing.
/// </summary>
internal sealed class ReferenceLinks(ReferenceSet set, ReferenceFiles files, ReferenceFaults faults)
{
    private readonly HashSet<string> _missions = set.Missions.Select(mission => mission.MissionId).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _agents = set.Agents.Select(agent => agent.AgentId).ToHashSet(StringComparer.Ordinal);

    public void Check()
    {
        foreach (var tasks in set.Tasks.GroupBy(task => task.MissionId))
        {
            CheckTasks(tasks.Key, [.. tasks]);
        }

        CheckMissions();
        CheckAgents();
        new TelemetryLinks(set, files, faults).Check();
    }

    private void CheckTasks(string missionId, List<MissionTask> tasks)
    {
        var known = tasks.Select(task => task.TaskId).ToHashSet(StringComparer.Ordinal);
        var unknown = false;
        foreach (var task in tasks)
        {
            foreach (var missing in task.DependsOn.Where(id => !known.Contains(id)))
            {
                unknown = true;
                faults.Error(
                    files.DecomposedMissionTasksFile,
                    "$",
                    $"task '{task.TaskId}' of mission '{missionId}' depends on '{missing}', which is no task of it",
                    $"Use one of {string.Join(", ", tasks.Select(one => one.TaskId).Take(20))}.");
            }
        }

        if (!unknown && Circle(tasks) is { Count: > 0 } circle)
        {
            faults.Error(
                files.DecomposedMissionTasksFile,
                "$",
                $"tasks {string.Join(", ", circle.Take(20))} of mission '{missionId}' wait for each other",
                "Take one of their depends_on away.");
        }
    }

    /// <summary>The tasks that never become ready.</summary>
    private static List<string> Circle(List<MissionTask> tasks)
    {
        var waitsFor = tasks.ToDictionary(task => task.TaskId, task => task.DependsOn.Distinct(StringComparer.Ordinal).Count());
        var followers = tasks.SelectMany(task => task.DependsOn.Distinct(StringComparer.Ordinal).Select(id => (Before: id, After: task.TaskId)))
            .ToLookup(pair => pair.Before, pair => pair.After);
        var ready = new Queue<string>(waitsFor.Where(one => one.Value == 0).Select(one => one.Key));
        while (ready.TryDequeue(out var done))
        {
            waitsFor.Remove(done);
            foreach (var follower in followers[done].Where(follower => --waitsFor[follower] == 0))
            {
                ready.Enqueue(follower);
            }
        }

        return tasks.Select(task => task.TaskId).Where(waitsFor.ContainsKey).ToList();
    }

    private void CheckMissions()
    {
        if (_missions.Count == 0)
        {
            return;
        }

        Unknown(files.DecomposedMissionTasksFile, "mission", set.Tasks, task => $"task '{task.TaskId}'", task => task.MissionId, _missions);
        Unknown(files.MissionKpisFile, "mission", set.Kpis, _ => "a row of KPIs", kpis => kpis.MissionId, _missions);
        Unknown(files.MissionExecutionContextFile, "mission", set.Contexts, _ => "a context", context => context.MissionId, _missions);
        Unknown(files.HistoricalKpiDataFile, "mission", set.Historical, _ => "a row of past KPIs", historical => historical.MissionId, _missions);
        Unknown(files.MissionRunsFile, "mission", set.Runs, run => $"run '{run.RunId}'", run => run.MissionId, _missions);
        Unknown(files.TaskExecutionLogsFile, "mission", set.TaskLogs, NameOf, log => log.MissionId, _missions);
        Unknown(files.MissionRiskEventsFile, "mission", set.RiskEvents, NameOf, risk => risk.MissionId, _missions);
        var runs = set.Runs.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        Unknown(files.TaskExecutionLogsFile, "run", set.TaskLogs, NameOf, log => log.RunId, runs);
        Unknown(files.MissionRiskEventsFile, "run", set.RiskEvents, NameOf, risk => risk.RunId, runs);
    }

    private void CheckAgents()
    {
        var rows = set.CapableAgents.SelectMany(row => row.Value.Select(agent => (row.Key, Agent: agent)));
        Unknown(files.AgentCapabilitiesMatrixFile, "agent", rows, row => $"the row of task '{row.Key}'", row => row.Agent, _agents);
        Unknown(files.AgentPerformanceStatsFile, "agent", set.Stats, _ => "a row of figures", stats => stats.AgentId, _agents);
        Unknown(files.TaskExecutionLogsFile, "agent", set.TaskLogs, NameOf, log => log.AgentId, _agents);
        Unknown(files.AgentExecutionResultsFile, "agent", set.ExecutionResults, result => $"the result of task '{result.TaskId}'", result => result.AgentId, _agents);
    }

    private static string NameOf(RecordedTaskLog log) => $"the log of task '{log.TaskId}' in run '{log.RunId}'";

    private static string NameOf(RecordedRiskEvent risk) => $"risk event '{risk.EventId}'";

    /// <summary>One warning per id that is not known, with the first record that names it.</summary>
    private void Unknown<T>(string file, string what, IEnumerable<T> records, Func<T, string> name, Func<T, string?> id, HashSet<string> known)
    {
        foreach (var missing in records.Where(record => id(record) is { } named && !known.Contains(named)).GroupBy(record => id(record)!, StringComparer.Ordinal))
        {
            var others = missing.Count() - 1;
            var more = others == 0 ? "" : $" and {others} more";
            faults.Warning(file, "$", $"{what} '{missing.Key}' is not known, but stands in {name(missing.First())}{more}", $"Correct the id, or add the {what} to its file.");
        }
    }
}
