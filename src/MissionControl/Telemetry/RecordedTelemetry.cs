using MissionControl.Reference;

namespace MissionControl.Telemetry;

/// <summary>The rows of a data directory as telemetry, so that recorded and live data go through one code. Of rows with one key the first counts.</summary>
public static class RecordedTelemetry
{
    public static MissionRun Run(RecordedRun run) => new(run.RunId, run.MissionId, run.StartTime, run.Status)
    {
        EndTime = run.EndTime,
        TotalDurationMinutes = run.TotalDurationMinutes,
        Kpis = new Dictionary<string, decimal>(run.Kpis.DistinctBy(kpi => kpi.Key)),
        HumanInterventions = run.HumanInterventions,
        Escalations = run.Escalations,
        RiskFlagged = run.RiskFlagged,
    };

    public static IReadOnlyList<TaskLog> TaskLogs(ReferenceSet set)
    {
        var ends = set.Runs.GroupBy(run => run.RunId).ToDictionary(runs => runs.Key, runs => runs.First().EndTime ?? runs.First().StartTime);
        var estimates = set.Tasks.GroupBy(task => new TaskKey(task.MissionId, task.TaskId))
            .ToDictionary(tasks => tasks.Key, tasks => tasks.First().EstimatedDurationMinutes);
        return set.TaskLogs.Select(log => TaskLog(log, ends, estimates)).DistinctBy(log => log.Key).ToList();
    }

    private static TaskLog TaskLog(
        RecordedTaskLog log, Dictionary<string, DateTimeOffset> ends, Dictionary<TaskKey, decimal?> estimates) =>
        new(log.RunId, log.MissionId, log.TaskId, log.AgentId, log.Outcome)
        {
            ActualDurationMinutes = log.ActualDurationMinutes,
            HumanApprovalRequired = log.HumanApprovalRequired,
            HumanDelayMinutes = log.HumanDelayMinutes,
            Round = log.Round,
            StartedAt = log.StartedAt,
            EndedAt = ends.TryGetValue(log.RunId, out var end) ? end : log.StartedAt,
            Escalations = log.Escalations,
            EstimatedDurationMinutes = estimates.GetValueOrDefault(new TaskKey(log.MissionId, log.TaskId)),
        };
}
