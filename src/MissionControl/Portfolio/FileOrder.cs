using MissionControl.Reference;
using MissionControl.Risk;
using MissionControl.Telemetry;

namespace MissionControl.Portfolio;

/// <summary>Puts records in the order of the imported files, and behind them all others by time.</summary>
internal sealed class FileOrder(ReferenceSet reference)
{
    private readonly Dictionary<string, int> _runs = Places(reference.Runs.Select(run => run.RunId));
    private readonly Dictionary<string, int> _logs = Places(reference.TaskLogs.Select(log => new TaskLog(log.RunId, log.MissionId, log.TaskId, null, log.Outcome) { Round = log.Round }.Key));
    private readonly Dictionary<string, int> _risks = Places(reference.RiskEvents.Select(risk => risk.EventId));

    public IReadOnlyList<MissionRun> Of(IEnumerable<MissionRun> runs) => Sort(runs, _runs, run => run.RunId, run => run.StartTime);

    public IReadOnlyList<TaskLog> Of(IEnumerable<TaskLog> logs) => Sort(logs, _logs, log => log.Key, log => log.EndedAt);

    public IReadOnlyList<RiskEvent> Of(IEnumerable<RiskEvent> risks) => Sort(risks, _risks, risk => risk.EventId, risk => risk.DetectedAt);

    private static List<T> Sort<T>(IEnumerable<T> records, Dictionary<string, int> places, Func<T, string> key, Func<T, DateTimeOffset?> time) =>
        records.OrderBy(record => places.GetValueOrDefault(key(record), int.MaxValue)).ThenBy(time).ThenBy(key, StringComparer.Ordinal).ToList();

    private static Dictionary<string, int> Places(IEnumerable<string> keys)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            places.TryAdd(key, places.Count);
        }

        return places;
    }
}
