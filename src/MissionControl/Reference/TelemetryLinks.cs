using MissionControl.Missions;

namespace MissionControl.Reference;

/// <summary>Checks what recorded runs, logs and risk events say of each other and of tasks. All of it is warnings: a report leaves out or counts apart what is odd.</summary>
internal sealed class TelemetryLinks(ReferenceSet set, ReferenceFiles files, ReferenceFaults faults)
{
    private static readonly string[] RunStatuses = [.. Enum.GetValues<RunStatus>().Select(status => Wire.Word(status))];
    private static readonly string[] Outcomes = ["completed", "approved", "rejected", "failed", "skipped"];
    private static readonly string[] Severities = ["low", "medium", "high", "critical"];
    private static readonly string[] RiskStatuses = ["open", "acknowledged", "closed"];

    public void Check()
    {
        CheckRuns();
        CheckLogs();
        CheckEvents();
        CheckSnapshots();
        foreach (var figure in set.Kpis.SelectMany(kpis => kpis.Figures.Where(figure => KpiKey.Parse(figure.Key) is null).Select(figure => (kpis.MissionId, figure.Key))))
        {
            Warn(files.MissionKpisFile, $"mission '{figure.MissionId}' has {Assets.PathText.Quote(figure.Key)}, which says nothing", "Write target_<kpi>, baseline_<kpi>, max_<kpi>, min_<kpi> or <kpi>_threshold.");
        }
    }

    private void CheckRuns()
    {
        foreach (var run in set.Runs)
        {
            if (run.EndTime < run.StartTime)
            {
                Warn(files.MissionRunsFile, $"run '{run.RunId}' ends before it starts", "Correct its times.");
            }

            Word(files.MissionRunsFile, $"run '{run.RunId}'", "status", run.Status, RunStatuses);
        }
    }

    private void CheckLogs()
    {
        var runs = set.Runs.GroupBy(run => run.RunId).ToDictionary(group => group.Key, group => group.First().MissionId, StringComparer.Ordinal);
        var tasks = set.Tasks.Select(task => (task.MissionId, task.TaskId)).ToHashSet();
        foreach (var log in set.TaskLogs)
        {
            var name = $"the log of task '{log.TaskId}' in run '{log.RunId}'";
            Word(files.TaskExecutionLogsFile, name, "outcome", log.Outcome, Outcomes);
            if (tasks.Count > 0 && !tasks.Contains((log.MissionId, log.TaskId)))
            {
                Warn(files.TaskExecutionLogsFile, $"{name} speaks of no task of mission '{log.MissionId}'", "Correct the ids, or add the task to its mission.");
            }

            if (runs.TryGetValue(log.RunId, out var mission) && mission != log.MissionId)
            {
                Warn(files.TaskExecutionLogsFile, $"{name} says mission '{log.MissionId}', the run says '{mission}'", "Correct one of them.");
            }
        }

        foreach (var twice in set.TaskLogs.GroupBy(log => (log.RunId, log.TaskId, log.Round)).Where(group => group.Count() > 1))
        {
            Warn(
                files.TaskExecutionLogsFile,
                $"there are {twice.Count()} logs of round {twice.Key.Round} of task '{twice.Key.TaskId}' in run '{twice.Key.RunId}'; the first counts",
                "Keep one of them, or give each its round.");
        }
    }

    private void CheckEvents()
    {
        var runs = set.Runs.GroupBy(run => run.RunId).ToDictionary(group => group.Key, group => group.First().MissionId, StringComparer.Ordinal);
        var tasks = set.Tasks.Select(task => (task.MissionId, task.TaskId)).ToHashSet();
        foreach (var risk in set.RiskEvents)
        {
            var name = $"risk event '{risk.EventId}'";
            Word(files.MissionRiskEventsFile, name, "severity", risk.Severity, Severities);
            Word(files.MissionRiskEventsFile, name, "status", risk.Status, RiskStatuses);
            if (risk.TaskId is { } task && tasks.Count > 0 && !tasks.Contains((risk.MissionId, task)))
            {
                Warn(files.MissionRiskEventsFile, $"{name} speaks of task '{task}', which mission '{risk.MissionId}' has not", "Correct the ids, or add the task to its mission.");
            }

            if (risk.RunId is { } run && runs.TryGetValue(run, out var mission) && mission != risk.MissionId)
            {
                Warn(files.MissionRiskEventsFile, $"{name} says mission '{risk.MissionId}', its run says '{mission}'", "Correct one of them.");
            }
        }
    }

    private void CheckSnapshots()
    {
        var tasks = set.Tasks.Select(task => task.TaskId).ToHashSet(StringComparer.Ordinal);
        foreach (var snapshot in set.Snapshots.Where(snapshot => snapshot.TopBottleneckTaskId is { } task && tasks.Count > 0 && !tasks.Contains(task)))
        {
            Warn(
                files.MissionPortfolioSnapshotFile,
                $"the snapshot of {snapshot.SnapshotDate:yyyy-MM-dd} names task '{snapshot.TopBottleneckTaskId}', which no mission has",
                "Correct the id, or add the task to its mission.");
        }
    }

    private void Word(string file, string what, string field, string word, string[] known)
    {
        if (!known.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            Warn(file, $"{what} has the {field} {Assets.PathText.Quote(word)}, which is not known", $"Use one of {string.Join(", ", known)}.");
        }
    }

    private void Warn(string file, string found, string cure) => faults.Warning(file, "$", found, cure);
}
