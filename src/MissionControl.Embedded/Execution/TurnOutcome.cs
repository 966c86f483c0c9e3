using MissionControl.Embedded.Hub;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Translates what a turn heard and decided into what its commit writes.</summary>
internal sealed class TurnOutcome(TaskHub hub, Instance instance, TurnCommit commit)
{
    private const int RememberedEvents = 1000;

    private readonly long _first = instance.State!.Length + (commit.Start is null ? 1 : 0);
    private HistoryEvent? _ending;
    private bool _isResumed;
    private bool _isSuspended;
    private string? _by;

    /// <summary>What an input means for others: its timer is gone, its children must hear it too.</summary>
    public void Heard(HistoryEvent happened, bool accepted, Acknowledgement? taken)
    {
        switch (happened)
        {
            case TimerFired timer when accepted:
                RemoveTimer(timer.TaskId);
                break;
            case ExecutionSuspended suspended when accepted:
                _isSuspended = true;
                _by = suspended.By;
                Spread(happened, taken);
                break;
            case ExecutionResumed resumed:
                _isResumed = true;
                _by = resumed.By;
                Spread(happened, taken);
                break;
            case ExecutionTerminated terminated when accepted:
                _ending = happened;
                _by = terminated.By;
                Spread(happened, taken);
                break;
        }
    }

    /// <returns>The same decisions.</returns>
    public List<HistoryEvent> Describe(List<HistoryEvent> decisions)
    {
        foreach (var decision in decisions)
        {
            instance.State!.Apply(decision);
            switch (decision)
            {
                case TaskScheduled task:
                    (commit.Activities ??= []).Add(task);
                    break;
                case TimerCreated timer:
                    (commit.Timers ??= []).Add(Timer(timer));
                    break;
                case TimerCancelled timer when !Withdraws(timer.TaskId):
                    RemoveTimer(timer.TaskId);
                    break;
                case SubOrchestrationInstanceCreated child:
                    (commit.Children ??= []).Add(Child(child));
                    break;
                case EventSent sent:
                    Send(sent.InstanceId, null, new EventRaised(sent.Name, sent.Payload, null));
                    break;
                case ExecutionCompleted or ExecutionFailed or ExecutionContinuedAsNew:
                    _ending = decision;
                    break;
            }
        }

        return decisions;
    }

    public TurnCommit? CommitWithoutEvents(List<Message> messages)
    {
        if (commit.Outbox is null && commit.Row is null && !_isResumed)
        {
            messages.ForEach(hub.Drop);
            return null;
        }

        commit.Run = new RunOutcome(instance).Describe(null, begins: false, _isResumed, isSuspended: false, _by);
        return commit.Row is null ? commit : Seal();
    }

    public TurnCommit Commit(List<HistoryEvent> events)
    {
        var live = instance.Live;
        commit.Run = new RunOutcome(instance).Describe(_ending, commit.Start is not null, _isResumed, _isSuspended, _by);
        commit.Seen = events;
        if (_ending is not null)
        {
            End(_ending);
        }

        if (_ending is ExecutionContinuedAsNew next)
        {
            ContinueAsNew(next, live!);
        }
        else
        {
            commit.Chunk = hub.Store.Encode(_first, events);
        }

        ChangeRow(live);
        if (instance.State!.IsSuspended || _ending is not null)
        {
            commit.Activities = null;
        }

        return Seal();
    }

    private TurnCommit Seal()
    {
        commit.Tail = hub.Store.Seal(instance.Row!, commit.ReplacesHistory ? null : instance.Tail, commit.Chunk);
        if (commit.Tail is not null && commit.Row is not null)
        {
            commit.Row = instance.Row! with { Tail = commit.Tail };
        }

        return commit;
    }

    private void End(HistoryEvent ending)
    {
        foreach (var (taskId, open) in instance.State!.Open)
        {
            if (open is TimerCreated && !Withdraws(taskId))
            {
                RemoveTimer(taskId);
            }
        }

        if (ending is not ExecutionTerminated)
        {
            Spread(new ExecutionTerminated(null, $"'{instance.Id}', which started it, has ended."), null);
        }

        if (instance.Row!.Parent is { } parent && Answer(ending, parent.TaskId) is { } answer)
        {
            Send(parent.InstanceId, parent.Generation, answer);
        }
    }

    private static HistoryEvent? Answer(HistoryEvent ending, long taskId) => ending switch
    {
        ExecutionCompleted completed => new SubOrchestrationInstanceCompleted(taskId, completed.Result),
        ExecutionFailed failed => new SubOrchestrationInstanceFailed(taskId, failed.Details),
        ExecutionTerminated terminated => new SubOrchestrationInstanceFailed(
            taskId, new FailureDetails("Terminated", $"It was terminated{(terminated.Reason is { } reason ? $": {reason}" : ".")}")),
        _ => null,
    };

    private void ContinueAsNew(ExecutionContinuedAsNew next, Coroutine live)
    {
        var old = instance.State!;
        var generation = instance.Row!.Generation + 1;
        var started = old.Started! with { Input = next.Input, Generation = generation };
        List<HistoryEvent> events = [started, .. live.Context.Next!.PreserveEvents ? live.Context.Events.Unprocessed : []];
        instance.Row = instance.Row with { Generation = generation, SeenEvents = [.. old.SeenEvents.TakeLast(RememberedEvents)] };
        instance.State = new ExecutionState(instance.Row.SeenEvents);
        events.ForEach(instance.State.Apply);
        instance.Live = null;
        commit.Row = instance.Row;
        commit.ReplacesHistory = true;
        commit.Chunk = hub.Store.Encode(1, events);
    }

    private void ChangeRow(Coroutine? live)
    {
        var state = instance.State!;
        var row = instance.Row!;
        var changed = row with
        {
            Status = RowStatus(state),
            Active = !state.HasEnded && (!state.HasBegun || state.OpenActivities > 0),
            CustomStatus = live?.Context.CustomStatus ?? row.CustomStatus,
        };
        if (state.HasEnded)
        {
            changed = changed with { CompletedAt = state.LastTurn, Output = (_ending as ExecutionCompleted)?.Result, Error = Failure() };
        }

        if (commit.Start is not null || changed != row)
        {
            commit.Row = instance.Row = changed;
        }
    }

    private InstanceStatus RowStatus(ExecutionState state) => !state.HasEnded
        ? state.IsSuspended ? InstanceStatus.Suspended : InstanceStatus.Running
        : _ending switch
        {
            ExecutionCompleted => InstanceStatus.Completed,
            ExecutionFailed => InstanceStatus.Failed,
            _ => InstanceStatus.Terminated,
        };

    private FailureDetails? Failure() => _ending switch
    {
        ExecutionFailed failed => failed.Details,
        ExecutionTerminated terminated => new FailureDetails("Terminated", terminated.Reason ?? "It was terminated."),
        _ => null,
    };

    private void Spread(HistoryEvent happened, Acknowledgement? taken)
    {
        foreach (var open in instance.State!.Open.Values)
        {
            if (open is SubOrchestrationInstanceCreated child)
            {
                Send(child.InstanceId, null, happened, taken);
            }
        }
    }

    private void Send(string target, int? generation, HistoryEvent happened, Acknowledgement? taken = null) =>
        (commit.Outbox ??= []).Add((hub.Store.Prepare(new InboxRow(hub.NextMessage(), target, generation, happened)), taken));

    /// <summary>A timer of this very turn never reaches the disk.</summary>
    private bool Withdraws(long taskId) => commit.Timers?.RemoveAll(created => created.TaskId == taskId) > 0;

    private TimerRow Timer(TimerCreated timer) => new(instance.Row!.Key, timer.TaskId, instance.Id, instance.Row.Generation, timer.FireAt);

    private void RemoveTimer(long taskId) => (commit.TimersGone ??= []).Add(new TimerRow(instance.Row!.Key, taskId, instance.Id, instance.Row.Generation, default));

    private ChildStart Child(SubOrchestrationInstanceCreated child)
    {
        var parent = instance.Row!;
        var started = new ExecutionStarted(child.Name, instance.State!.Started!.Version, child.Input, parent.Id, child.TaskId);
        var row = new InstanceRow(hub.NextKey(), child.InstanceId, child.Name, instance.State.LastTurn)
        {
            RunId = parent.RunId,
            Parent = new ParentTask(parent.Id, child.TaskId, parent.Generation),
            Active = true,
        };
        var refusal = new FailureDetails("InstanceInUse", $"The instance id '{child.InstanceId}' is in use.");
        var chunk = hub.Store.Encode(1, [started]);
        var start = new ChildStart(
            row with { Tail = hub.Store.Seal(row, null, chunk) },
            chunk,
            new InboxRow(hub.NextMessage(), parent.Id, parent.Generation, new SubOrchestrationInstanceFailed(child.TaskId, refusal)));
        hub.Newborn[child.InstanceId] = start;
        return start;
    }
}
