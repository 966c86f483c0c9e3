using MissionControl.Risk;

namespace MissionControl.Telemetry;

/// <summary>What the end of a hop's round says about risks.</summary>
internal static class LogFacts
{
    public static IEnumerable<RiskFact> Of(TaskLog log)
    {
        if (log is not { EndedAt: { } at, Outcome: not "skipped" })
        {
            yield break;
        }

        yield return new HopTook(log.RunId, log.MissionId, log.TaskId, log.ActualDurationMinutes, log.EstimatedDurationMinutes, at);
        yield return new HopRoundBegan(log.RunId, log.MissionId, log.TaskId, log.Round, log.StartedAt ?? at);
    }

    public static DateTimeOffset Latest(IReadOnlyCollection<TaskLog> logs) => logs.Max(log => log.EndedAt) ?? default;
}
