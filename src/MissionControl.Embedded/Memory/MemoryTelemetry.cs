using MissionControl.Embedded.Hub;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryTelemetry : TelemetryTable
{
    private readonly Dictionary<string, MissionRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string RunId, string TaskId, int Round), TaskLog> _logs = [];
    private readonly Dictionary<string, Intervention> _interventions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string RunId, string TaskId), string> _assigned = [];

    public override MissionRun? FindRun(string runId) => _runs.GetValueOrDefault(runId);

    public override TaskLog? FindLog(string runId, string taskId, int round) => _logs.GetValueOrDefault((runId, taskId, round));

    public override bool TryAdd(MissionRun run) => _runs.TryAdd(run.RunId, run);

    public override void Replace(MissionRun before, MissionRun run) => _runs[run.RunId] = run;

    public override bool TryAdd(TaskLog log) => _logs.TryAdd((log.RunId, log.TaskId, log.Round), log);

    public override void Replace(TaskLog before, TaskLog log) => _logs[(log.RunId, log.TaskId, log.Round)] = log;

    public override void Add(Intervention intervention) => _interventions.TryAdd(intervention.Key, intervention);

    public override TelemetryBatch Read(TelemetryQuery query) => new()
    {
        Runs = [.. _runs.Values.Where(run => Fits(query, run.RunId, run.MissionId) && (query.Since is null || run.IsActive || run.CountedAt >= query.Since))],
        TaskLogs = [.. _logs.Values.Where(log => Fits(query, log.RunId, log.MissionId) && (query.Since is null || log.EndedAt >= query.Since))],
        Interventions = [.. _interventions.Values.Where(one => Fits(query, one.RunId, one.MissionId) && (query.Since is null || one.At >= query.Since))],
    };

    public override IReadOnlyList<MissionRun> ListActive() => [.. _runs.Values.Where(run => run.IsActive)];

    // A hub in memory is small: it counts when it is asked.
    public override PortfolioCounts Count(DateTimeOffset asOf) => PortfolioCounts.Of(Read(new TelemetryQuery()), asOf);

    public override IReadOnlyDictionary<string, AgentTally> TallyAgents() => AgentStatistics.TallyOwn(_logs.Values);

    public override void Assign(HopAssignment assignment) => _assigned[(assignment.RunId, assignment.TaskId)] = assignment.AgentId;

    public override void Release(string runId, string? taskId)
    {
        if (taskId is not null)
        {
            _assigned.Remove((runId, taskId));
            return;
        }

        foreach (var hop in _assigned.Keys.Where(hop => hop.RunId == runId).ToList())
        {
            _assigned.Remove(hop);
        }
    }

    public override IReadOnlyDictionary<string, int> CountAssigned() =>
        _assigned.Values.GroupBy(agent => agent, StringComparer.Ordinal).ToDictionary(agent => agent.Key, agent => agent.Count(), StringComparer.Ordinal);

    private static bool Fits(TelemetryQuery query, string runId, string missionId) => (query.RunId ?? runId) == runId && (query.MissionId ?? missionId) == missionId;
}
