using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Missions;

/// <summary>Reads where the current execution of a run stands from the events of the mission's own instance.</summary>
internal sealed class MissionProjection
{
    private readonly Dictionary<long, string> _hopTasks = [];
    private readonly SortedDictionary<long, string> _asked = [];
    private Dictionary<string, HopResult> _earlier = new(StringComparer.Ordinal);
    private long? _planTask;
    private bool _suspended;
    private RunStatus? _ended;

    public string? MissionId { get; private set; }

    public string? ExecutionId { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public MissionPlan? Plan { get; private set; }

    /// <summary>The approvals of the plan or of outputs while they are open.</summary>
    public IReadOnlyCollection<string> Asked => _asked.Values;

    public RunResult? Result { get; private set; }

    /// <summary>Null while the status follows from the hops.</summary>
    public RunStatus? Status => _ended ?? (_suspended ? RunStatus.Suspended : Plan is null ? RunStatus.Pending : null);

    /// <summary>How an earlier execution left a hop that has not begun in this one; what is to be done again is pending.</summary>
    public HopResult? Earlier(string hopId) => _earlier.GetValueOrDefault(hopId) is not { } hop ? null
        : hop.Status is HopStatus.Completed or HopStatus.Skipped ? hop
        : hop with { Status = HopStatus.Pending, Error = null };

    public void Begin(string executionId, RunInput input)
    {
        ExecutionId = executionId;
        MissionId = input.MissionId;
        StartedAt = input.RunStartedAt;
        Plan = input.Checkpoint?.Plan ?? Plan;
        _earlier = (input.Checkpoint?.Hops ?? []).ToDictionary(hop => hop.Id, StringComparer.Ordinal);
        _hopTasks.Clear();
        _planTask = null;
        Result = null;
        _asked.Clear();
        _ended = null;
        _suspended = false;
    }

    /// <returns>A hop's result that came with the event.</returns>
    public HopResult? Apply(HistoryEvent recorded, DateTimeOffset at)
    {
        switch (recorded)
        {
            case TaskScheduled { Name: TaskNames.PlanMission } asked:
                _planTask = asked.TaskId;
                break;
            case TaskCompleted { Result: { } result } done when done.TaskId == _planTask:
                Plan = Wire.Deserialize<PlanOutcome>(result)?.Plan;
                break;
            case SubOrchestrationInstanceCreated { Name: TaskNames.Approval, Input: { } approval } asked:
                _asked[asked.TaskId] = Wire.Deserialize<ApprovalInput>(approval)!.ApprovalId;
                break;
            case SubOrchestrationInstanceCreated { Name: TaskNames.Hop, Input: { } hop } created:
                _hopTasks[created.TaskId] = Wire.Deserialize<HopInput>(hop)!.Hop.Id;
                break;
            case SubOrchestrationInstanceCompleted { Result: { } result } done:
                return Complete(done.TaskId, result);
            case SubOrchestrationInstanceFailed failed when _hopTasks.Remove(failed.TaskId, out var hopId):
                return new HopResult(hopId, HopStatus.Failed) { Error = new RunError(failed.Details.ErrorType, failed.Details.ErrorMessage, hopId), CompletedAt = at };
            case SubOrchestrationInstanceFailed failed:
                _asked.Remove(failed.TaskId);
                break;
            case ExecutionSuspended or ExecutionResumed:
                _suspended = recorded is ExecutionSuspended;
                break;
            case ExecutionCompleted { Result: { } result }:
                Result = Wire.Deserialize<RunResult>(result);
                _ended = Result?.Status;
                break;
            case ExecutionFailed:
                _ended = RunStatus.Failed;
                break;
            case ExecutionTerminated:
                _ended = RunStatus.Terminated;
                break;
        }

        return null;
    }

    private HopResult? Complete(long taskId, string result)
    {
        if (_hopTasks.Remove(taskId))
        {
            return Wire.Deserialize<HopResult>(result);
        }

        _asked.Remove(taskId);
        return null;
    }
}
