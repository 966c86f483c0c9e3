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

        Unknown(files.DecomposedMissionTasksFile, "mission", set.Tasks.Select(task => task.MissionId), _missions);
        Unknown(files.MissionKpisFile, "mission", set.Kpis.Select(kpis => kpis.MissionId), _missions);
        Unknown(files.MissionExecutionContextFile, "mission", set.Contexts.Select(context => context.MissionId), _missions);
        Unknown(files.HistoricalKpiDataFile, "mission", set.Historical.Select(historical => historical.MissionId), _missions);
        Unknown(files.MissionRunsFile, "mission", set.Runs.Select(run => run.MissionId), _missions);
        Unknown(files.TaskExecutionLogsFile, "mission", set.TaskLogs.Select(log => log.MissionId), _missions);
        Unknown(files.MissionRiskEventsFile, "mission", set.RiskEvents.Select(risk => risk.MissionId), _missions);
        var runs = set.Runs.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        Unknown(files.TaskExecutionLogsFile, "run", set.TaskLogs.Select(log => log.RunId), runs);
        Unknown(files.MissionRiskEventsFile, "run", set.RiskEvents.Select(risk => risk.RunId).OfType<string>(), runs);
    }

    private void CheckAgents()
    {
        Unknown(files.AgentCapabilitiesMatrixFile, "agent", set.CapableAgents.Values.SelectMany(agents => agents), _agents);
        Unknown(files.AgentPerformanceStatsFile, "agent", set.Stats.Select(stats => stats.AgentId), _agents);
        Unknown(files.TaskExecutionLogsFile, "agent", set.TaskLogs.Select(log => log.AgentId), _agents);
        Unknown(files.AgentExecutionResultsFile, "agent", set.ExecutionResults.Select(result => result.AgentId), _agents);
    }

    private void Unknown(string file, string what, IEnumerable<string> ids, HashSet<string> known)
    {
        foreach (var id in ids.Where(id => !known.Contains(id)).Distinct(StringComparer.Ordinal))
        {
            faults.Warning(file, "$", $"{what} '{id}' is not known", $"Correct the id, or add the {what} to its file.");
        }
    }
}
