using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Missions;

/// <summary>
/// Reads where a run stands from its histories, event by event: an event that was applied before changes nothing, so that a stored history
/// and the events that follow it may overlap.
/// </summary>
public sealed class RunProjection(string runId)
{
    private readonly Dictionary<string, InstanceProjection> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HopProjection> _hops = new(StringComparer.Ordinal);
    private readonly MissionProjection _mission = new();

    public static RunView Read(RunRecord record, IReadOnlyList<InstanceHistory> histories, DateTimeOffset now)
    {
        var projection = new RunProjection(record.RunId);
        foreach (var history in histories)
        {
            projection.Apply(history);
        }

        return projection.Tell(now, record);
    }

    public void Apply(InstanceHistory history)
    {
        for (var i = 0; i < history.Events.Count; i++)
        {
            Apply(history.InstanceId, i + 1, history.Events[i]);
        }
    }

    /// <param name="number">The event's number in its execution, from 1.</param>
    /// <returns>The hop that the event belongs to; null when it is the mission's or was applied before.</returns>
    public string? Apply(string instanceId, long number, HistoryEvent recorded)
    {
        if (!_instances.TryGetValue(instanceId, out var instance))
        {
            _instances[instanceId] = instance = new InstanceProjection();
        }

        if (number <= instance.Applied)
        {
            return null;
        }

        instance.Applied = number;
        instance.At = recorded is OrchestratorStarted turn ? turn.At : instance.At;
        if (recorded is ExecutionStarted started)
        {
            Begin(instanceId, instance, started);
        }
        else if (instance.IsMission)
        {
            return _mission.Apply(recorded, instance.At) is { } ended ? End(ended) : null;
        }

        instance.Hop?.Apply(recorded, instance.At);
        return instance.Hop?.HopId;
    }

    public HopView? Hop(string hopId, DateTimeOffset now) =>
        _mission.Plan?.Hops.FirstOrDefault(hop => hop.Id == hopId) is { } planned ? View(planned, now) : null;

    /// <param name="now">For how long things have been running.</param>
    /// <param name="record">The run's record where it was read: its word on status and result counts.</param>
    public RunView Tell(DateTimeOffset now, RunRecord? record = null)
    {
        var result = record?.Result ?? _mission.Result;
        var status = record?.Status ?? Status();
        var hops = (_mission.Plan?.Hops ?? []).Select(hop => View(hop, now)).ToList();
        var isFinal = status is RunStatus.Completed or RunStatus.Failed or RunStatus.Rejected or RunStatus.Terminated;
        return new RunView(runId, record?.MissionId ?? _mission.MissionId ?? "", status)
        {
            MissionName = _mission.Plan?.Name,
            ExecutionId = record?.ExecutionId ?? _mission.ExecutionId,
            CreatedAt = record?.CreatedAt ?? _mission.StartedAt,
            CompletedAt = record?.CompletedAt,
            Hops = isFinal ? Final(hops, result) : hops,
            Awaiting = isFinal ? [] : [.. _mission.PlanApproval is { } plan ? [plan] : Array.Empty<string>(), .. hops.Select(hop => hop.AwaitedApproval).OfType<string>()],
            Outputs = result?.Outputs ?? new Dictionary<string, Assets.AssetReference>(),
            Errors = isFinal ? [.. result?.Errors ?? [], .. PlatformError(record, status)] : [],
        };
    }

    private void Begin(string instanceId, InstanceProjection instance, ExecutionStarted started)
    {
        if (started is { Name: TaskNames.Mission, Input: { } mission })
        {
            instance.IsMission = true;
            _hops.Clear();
            _mission.Begin(instanceId, Wire.Deserialize<RunInput>(mission)!);
        }
        else if (started is { Name: TaskNames.Hop, Input: { } hop })
        {
            instance.Hop = new HopProjection(Wire.Deserialize<HopInput>(hop)!);
            _hops[instance.Hop.HopId] = instance.Hop;
        }
    }

    private string End(HopResult result)
    {
        _hops.GetValueOrDefault(result.Id)?.End(result);
        return result.Id;
    }

    private HopView View(PlannedHop planned, DateTimeOffset now)
    {
        var hop = _hops.GetValueOrDefault(planned.Id);
        return new HopView(hop?.Tell(now) ?? _mission.Earlier(planned.Id) ?? new HopResult(planned.Id, HopStatus.Pending))
        {
            Plan = planned,
            AwaitedApproval = hop?.AwaitedApproval,
            RetryAt = hop?.RetryAt,
        };
    }

    /// <summary>The result's word on each hop where it has one; what was still open when the run ended ended with it.</summary>
    private static List<HopView> Final(List<HopView> hops, RunResult? result)
    {
        var told = (result?.Hops ?? []).ToDictionary(hop => hop.Id, StringComparer.Ordinal);
        return hops.ConvertAll(hop => told.GetValueOrDefault(hop.Id) is { } end
            ? hop with { Result = end, AwaitedApproval = null, RetryAt = null }
            : hop.Result.Status is HopStatus.Running or HopStatus.AwaitingApproval
                ? hop with { Result = hop.Result with { Status = HopStatus.Terminated }, AwaitedApproval = null, RetryAt = null }
                : hop);
    }

    private RunStatus Status()
    {
        if (_mission.Status is { } told)
        {
            return told;
        }

        var open = _hops.Values.Where(hop => !hop.IsOver).ToList();
        var onlyPeople = _mission.PlanApproval is not null || (open.Count > 0 && open.TrueForAll(hop => hop.AwaitedApproval is not null));
        return onlyPeople ? RunStatus.AwaitingApproval : RunStatus.Running;
    }

    private static IEnumerable<RunError> PlatformError(RunRecord? record, RunStatus status) =>
        record?.Error is { } error ? [new RunError(status == RunStatus.Terminated ? "terminated" : "platform_failure", error)] : [];

    private sealed class InstanceProjection
    {
        public long Applied { get; set; }

        public DateTimeOffset At { get; set; }

        public bool IsMission { get; set; }

        public HopProjection? Hop { get; set; }
    }
}
