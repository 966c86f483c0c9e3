using System.Collections.Concurrent;
using MissionControl.Embedded.Observation;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Runs activities in the order in which they were asked for, at most so many at once, and as their limits allow.</summary>
internal sealed class ActivityQueue
{
    private readonly TaskHub _hub;
    private readonly int _slots;
    private readonly int _most;
    private readonly ActivityLimits? _limits;
    private readonly ConcurrentQueue<ActivityCall> _waiting = new();
    private readonly Overflow _overflow = new();
    private int _running;

    public ActivityQueue(TaskHub hub, EmbeddedOptions options)
    {
        (_hub, _slots, _most) = (hub, options.MaxConcurrentActivities, options.MaxQueuedActivities);
        _limits = options.Limits is { } limits ? new ActivityLimits(limits, _most) : null;
    }

    public int Waiting => _waiting.Count + (_limits?.Waiting ?? 0);

    public int Running => Math.Min(Volatile.Read(ref _running), _slots);

    /// <summary>As many wait as may, or more: no new work should be taken on.</summary>
    public bool IsFull => _overflow.Count > 0 || Waiting >= _most || _limits is { Overflowing: > 0 };

    /// <param name="refills">Its instance comes back from the overflow.</param>
    public void Add(Instance instance, TaskScheduled task, int generation, bool refills = false)
    {
        if (!_hub.StartsActivities || _hub.IsStopping || instance.IsHeldBack || !instance.TakeOff(generation, task.TaskId))
        {
            return;
        }

        _hub.Busy.Enter();
        var call = new ActivityCall(instance, task, generation);
        switch (_limits?.Enter(call, refills) ?? Entry.Unlimited)
        {
            case Entry.Granted:
                Start(call);
                break;
            case Entry.Overflows:
                GiveUp(call);
                break;
            case Entry.Unlimited when _waiting.Count >= _most || (_overflow.Count > 0 && !refills):
                _overflow.Add(instance.Id);
                GiveUp(call);
                break;
            case Entry.Unlimited:
                Start(call);
                break;
        }
    }

    /// <summary>What still waits starts with the next process.</summary>
    public void Stop() => _limits?.TakeAll().ForEach(GiveUp);

    /// <summary>The next instance whose activities have room again, if any: the last one may have had none left to start.</summary>
    public void Refill()
    {
        Refill(NextWithoutLimits());
        Refill(_limits?.NextRefill());
    }

    private string? NextWithoutLimits() => _overflow.Count > 0 && _waiting.Count <= _most / 2 ? _overflow.Take() : null;

    private void Start(ActivityCall call)
    {
        _waiting.Enqueue(call);
        Pump();
    }

    private void GiveUp(ActivityCall call)
    {
        call.Instance.Landed(call.Generation, call.Task.TaskId);
        _hub.Busy.Exit();
    }

    private void Pump()
    {
        while (!_waiting.IsEmpty)
        {
            if (Interlocked.Increment(ref _running) > _slots)
            {
                // Whoever frees a slot pumps again; looking once more closes the gap in between.
                if (Interlocked.Decrement(ref _running) >= _slots)
                {
                    return;
                }

                continue;
            }

            _hub.Queue(new Slot(this));
        }
    }

    private async Task RunSlotAsync()
    {
        while (_waiting.TryDequeue(out var call))
        {
            await RunAsync(call);
            Free(call);
            _hub.Busy.Exit();
        }

        Interlocked.Decrement(ref _running);
        Pump();
    }

    /// <summary>What a call leaves running keeps its places under the limits, but no slot: a tool that does not listen blocks itself, and nobody else.</summary>
    private void Free(ActivityCall call)
    {
        if (call.Lane is null)
        {
            Refill(NextWithoutLimits());
        }
        else if (call.Left is { IsCompleted: false } left)
        {
            _ = left.ContinueWith((_, one) => Release((ActivityCall)one!), call, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        else
        {
            Release(call);
        }
    }

    private void Release(ActivityCall call)
    {
        var (next, refill) = _limits!.Leave(call);
        next.ForEach(Start);
        Refill(refill);
    }

    private void Refill(string? instanceId)
    {
        if (instanceId is not null)
        {
            _hub.Deliver(instanceId, new Message(null, Refills: true));
        }
    }

    private async ValueTask RunAsync(ActivityCall call)
    {
        var (instance, task) = (call.Instance, call.Task);
        HistoryEvent? answer = null;
        if (!instance.IsHeldBack && !_hub.IsStopping)
        {
            answer = await ObservedAsync(call);
        }

        // It counts as in flight until a turn takes the answer: an instance that is loaded in between must not start it again.
        if (answer is not null)
        {
            _hub.DeliverHere(instance, new Message(answer, call.Generation));
        }
        else
        {
            instance.Landed(call.Generation, task.TaskId);
        }
    }

    private async ValueTask<HistoryEvent?> ObservedAsync(ActivityCall call)
    {
        if (call.Task.Name != TaskNames.RunStep || !Spans.AreHeard)
        {
            return await AnswerAsync(call);
        }

        using var span = Spans.BeginStep(call.Instance.Id, call.Task);
        var answer = await AnswerAsync(call);
        Spans.EndStep(span, call.Task, answer);
        return answer;
    }

    /// <summary>Null when it was cut off by the end of the process or of the instance: nobody may take that for its failure.</summary>
    private async ValueTask<HistoryEvent?> AnswerAsync(ActivityCall call)
    {
        var task = call.Task;
        var cancellation = call.Instance.ActivityToken();
        try
        {
            var activity = _hub.Registry.FindActivity(task.Name)
                ?? throw new InvalidOperationException($"No activity is registered as '{task.Name}'.");
            var context = new ActivityContext(task.Name, call.Instance.Id, cancellation);
            return new TaskCompleted(task.TaskId, await activity.RunAsync(_limits is null ? context : context with { LeavesRunning = call.Leave }, task.Input));
        }
        catch (Exception error)
        {
            // One that asks for more memory than there is fails alone too.
            return _hub.IsStopping || cancellation.IsCancellationRequested ? null : new TaskFailed(task.TaskId, Failures.Describe(error));
        }
    }

    private sealed class Slot(ActivityQueue queue) : IThreadPoolWorkItem
    {
        public void Execute() => _ = queue.RunSlotAsync();
    }
}
