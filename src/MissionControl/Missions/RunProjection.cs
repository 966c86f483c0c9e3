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

    /// <summary>The plan's name for the mission; null until the plan stands.</summary>
    public string? MissionName => _mission.Plan?.Name;

    /// <summary>The status as the events alone tell it.</summary>
    public RunStatus Status
    {
        get
        {
            var open = _hops.Values.Where(hop => !hop.IsOver);
            var onlyPeople = _mission.Asked.Count > 0 || (open.Any() && open.All(hop => hop.AwaitedApproval is not null));
            return _mission.Status ?? (onlyPeople ? RunStatus.AwaitingApproval : RunStatus.Running);
        }
    }

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
        if (recorded is ExecutionStarted { Name: TaskNames.Mission, Input: { } input })
        {
            instance.IsMission = true;
            _hops.Clear();
            _mission.Begin(instanceId, Wire.Deserialize<RunInput>(input)!);
        }
        else if (recorded is ExecutionStarted { Name: TaskNames.Hop, Input: { } hop })
        {
            Begin(instance, hop);
        }
        else if (instance.IsMission)
        {
            return ApplyToMission(recorded, instance.At);
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
        var status = record?.Status ?? Status;
        var hops = (_mission.Plan?.Hops ?? []).Select(hop => View(hop, now)).ToList();
        var isFinal = status is RunStatus.Completed or RunStatus.Failed or RunStatus.Rejected or RunStatus.Terminated;
        return new RunView(runId, record?.MissionId ?? _mission.MissionId ?? "", status)
        {
            MissionName = _mission.Plan?.Name,
            ExecutionId = record?.ExecutionId ?? _mission.ExecutionId,
            CreatedAt = record?.CreatedAt ?? _mission.StartedAt,
            CompletedAt = record?.CompletedAt,
            Hops = isFinal ? Final(hops, result, record?.CompletedAt) : Skipping(hops),
            Awaiting = isFinal ? [] : [.. _mission.Asked, .. hops.Select(hop => hop.AwaitedApproval).OfType<string>()],
            Outputs = result?.Outputs ?? new Dictionary<string, Assets.AssetReference>(),
            Errors = isFinal ? [.. result?.Errors ?? [], .. PlatformError(record, status)] : [],
        };
    }

    private string? ApplyToMission(HistoryEvent recorded, DateTimeOffset at)
    {
        if (recorded is SubOrchestrationInstanceCreated { Name: TaskNames.Hop, Input: { } hop } created)
        {
            // A feed of committed events may tell of a child's start with its parent only.
            Begin(_instances.TryGetValue(created.InstanceId, out var child) ? child : _instances[created.InstanceId] = new InstanceProjection(), hop);
        }

        if (_mission.Apply(recorded, at) is not { } ended)
        {
            return null;
        }

        _hops.GetValueOrDefault(ended.Id)?.End(ended);
        return ended.Id;
    }

    private void Begin(InstanceProjection instance, string hopInput)
    {
        if (instance.Hop is null)
        {
            instance.Hop = new HopProjection(Wire.Deserialize<HopInput>(hopInput)!);
            _hops[instance.Hop.HopId] = instance.Hop;
        }
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
    private static List<HopView> Final(List<HopView> hops, RunResult? result, DateTimeOffset? at)
    {
        var told = (result?.Hops ?? []).ToDictionary(hop => hop.Id, StringComparer.Ordinal);
        return hops.ConvertAll(hop => told.GetValueOrDefault(hop.Id) is { } end
            ? hop with { Result = end, AwaitedApproval = null, RetryAt = null }
            : hop.Result.Status is HopStatus.Running or HopStatus.AwaitingApproval
                ? hop with { Result = hop.Result.Ended(at), AwaitedApproval = null, RetryAt = null }
                : hop);
    }

    /// <summary>A hop that lost a required input to a skipped hop will not run: no event tells that before the run ends.</summary>
    private static List<HopView> Skipping(List<HopView> hops)
    {
        var ended = new Dictionary<string, HopResult>(StringComparer.Ordinal);
        for (var i = 0; i < hops.Count; i++)
        {
            if (hops[i].Result.Status == HopStatus.Pending && MissionProgress.LostInput(hops[i].Plan, ended) is { } reason)
            {
                hops[i] = hops[i] with { Result = new HopResult(hops[i].Id, HopStatus.Skipped) { Error = reason } };
            }

            ended[hops[i].Id] = hops[i].Result;
        }

        return hops;
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
