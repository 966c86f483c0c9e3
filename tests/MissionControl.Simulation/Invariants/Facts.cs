using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Steps;

namespace MissionControl.Simulation.Invariants;

/// <summary>What is on disk and what was acknowledged, and whether what happens next fits it. Knows nothing of the engine's memory.</summary>
internal sealed class Facts(World world)
{
    private readonly Dictionary<(long Key, long TaskId), TaskScheduled> _scheduled = [];
    private readonly HashSet<(string InstanceId, string Name, string? Input)> _answered = [];
    private readonly HashSet<(long Key, long TaskId)> _givenUp = [];
    private readonly HashSet<(string InstanceId, int Generation, long TaskId)> _closed = [];
    private readonly HashSet<string> _completedSteps = [];
    private readonly HashSet<string> _onceOnly = [];

    /// <summary>The first broken promise; null while all are kept.</summary>
    public string? Broken { get; private set; }

    /// <summary>Runs of which a suspension, but no wish to resume, is known.</summary>
    public HashSet<string> Suspended { get; } = [];

    /// <summary>Runs whose termination or deletion was acknowledged.</summary>
    public HashSet<string> Over { get; } = [];

    public int ToolCalls { get; private set; }

    /// <summary>Answers that were taken, as they could arrive once more.</summary>
    public List<(string InstanceId, int Generation, HistoryEvent Answer)> Answers { get; } = [];

    /// <summary>Keys of steps whose success is on disk.</summary>
    public IReadOnlyCollection<string> CompletedSteps => _completedSteps;

    public void Break(string how)
    {
        Broken ??= how;
        world.Note("BROKEN", how);
    }

    /// <summary>These events of an instance became durable.</summary>
    public void Hear(long key, IReadOnlyList<HistoryEvent> events)
    {
        var id = world.Disk.IdOf(key);
        foreach (var happened in events)
        {
            world.Note("history", $"{id} {happened.GetType().Name}");
            if (TaskOf(happened) is { } taskId)
            {
                var generation = world.Disk.Tables.Instances.Find(id)?.Generation ?? 0;
                Answers.Add((id, generation, happened));
                // By id and not by key: the keys of purged runs are given again.
                if (!_closed.Add((id, generation, taskId)))
                {
                    Break($"task {taskId} of '{id}' has two answers on disk");
                }
            }

            switch (happened)
            {
                case TaskScheduled task:
                    _scheduled[(key, task.TaskId)] = task;
                    break;
                case TimerFired timer:
                    // An attempt and the timer that gives it up are asked for together; a result that comes after it is nobody's.
                    _givenUp.Add((key, timer.TaskId - 1));
                    break;
                case TaskCompleted task:
                    Answer(id, key, task.TaskId, task.Result);
                    break;
                case TaskFailed task:
                    Answer(id, key, task.TaskId, null);
                    break;
            }
        }
    }

    /// <summary>An activity is about to run.</summary>
    public void Begin(string instanceId, string name, string? input)
    {
        world.Note("activity", $"{instanceId} {name}");
        var run = InstanceIds.RunOf(instanceId);
        if (_answered.Contains((instanceId, name, input)))
        {
            Break($"activity '{name}' of '{instanceId}' ran again after its answer was on disk");
        }
        else if (Suspended.Contains(run))
        {
            Break($"activity '{name}' of '{instanceId}' began while its run was suspended");
        }
        else if (Over.Contains(run))
        {
            Break($"activity '{name}' of '{instanceId}' began after its run had ended");
        }
    }

    /// <summary>A tool is about to run.</summary>
    public void Begin(ToolContext call, bool atMostOnce)
    {
        ToolCalls++;
        world.Note("tool", $"{call.IdempotencyKey} attempt {call.Attempt}");
        if (_completedSteps.Contains(call.IdempotencyKey))
        {
            Break($"step '{call.IdempotencyKey}' ran again after its success was on disk");
        }
        else if (atMostOnce && !_onceOnly.Add($"{call.IdempotencyKey}@{call.Attempt}"))
        {
            Break($"attempt {call.Attempt} of step '{call.IdempotencyKey}' ran twice, and it may run at most once");
        }
    }

    private static long? TaskOf(HistoryEvent happened) => happened switch
    {
        TaskCompleted answer => answer.TaskId,
        TaskFailed answer => answer.TaskId,
        TimerFired answer => answer.TaskId,
        SubOrchestrationInstanceCompleted answer => answer.TaskId,
        SubOrchestrationInstanceFailed answer => answer.TaskId,
        _ => null,
    };

    private void Answer(string id, long key, long taskId, string? result)
    {
        var task = _scheduled[(key, taskId)];
        _answered.Add((id, task.Name, task.Input));
        if (task.Name == TaskNames.RunStep && result is not null && !_givenUp.Contains((key, taskId)) && Wire.Deserialize<StepOutcome>(result) is StepOutcome.Completed)
        {
            var step = Wire.Deserialize<StepInput>(task.Input!)!;
            _completedSteps.Add(InstanceIds.StepKey(step.RunId, step.HopId, step.Round, step.Step.Id));
        }
    }
}

/// <summary>Tells the facts of every activity before it runs.</summary>
internal sealed class ObservedActivity(Activity inner, Facts facts) : Activity
{
    public override Task<string?> RunAsync(ActivityContext context, string? input)
    {
        facts.Begin(context.InstanceId, context.Name, input);
        return inner.RunAsync(context, input);
    }
}
