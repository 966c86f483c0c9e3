using System.Collections.Concurrent;
using MissionControl.Embedded.Observation;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Runs activities in the order in which they were asked for, at most so many at once.</summary>
internal sealed class ActivityQueue(TaskHub hub, int limit)
{
    private readonly ConcurrentQueue<ActivityCall> _waiting = new();
    private int _running;

    public int Waiting => _waiting.Count;

    public int Running => Math.Min(Volatile.Read(ref _running), limit);

    public void Add(Instance instance, TaskScheduled task, int generation)
    {
        if (!hub.StartsActivities || instance.IsHeldBack || !instance.TakeOff(generation, task.TaskId))
        {
            return;
        }

        hub.Busy.Enter();
        _waiting.Enqueue(new ActivityCall(instance, task, generation));
        Pump();
    }

    private void Pump()
    {
        while (!_waiting.IsEmpty)
        {
            if (Interlocked.Increment(ref _running) > limit)
            {
                // Whoever frees a slot pumps again; looking once more closes the gap in between.
                if (Interlocked.Decrement(ref _running) >= limit)
                {
                    return;
                }

                continue;
            }

            hub.Queue(new Slot(this));
        }
    }

    private async Task RunSlotAsync()
    {
        while (_waiting.TryDequeue(out var call))
        {
            await RunAsync(call);
            hub.Busy.Exit();
        }

        Interlocked.Decrement(ref _running);
        Pump();
    }

    private async ValueTask RunAsync(ActivityCall call)
    {
        var (instance, task, generation) = call;
        HistoryEvent? answer = null;
        if (!instance.IsHeldBack && !hub.IsStopping)
        {
            answer = await ObservedAsync(instance, task);
        }

        // It counts as in flight until a turn takes the answer: an instance that is loaded in between must not start it again.
        if (answer is not null)
        {
            hub.DeliverHere(instance, new Message(answer, generation));
        }
        else
        {
            instance.Landed(generation, task.TaskId);
        }
    }

    private async ValueTask<HistoryEvent?> ObservedAsync(Instance instance, TaskScheduled task)
    {
        if (task.Name != TaskNames.RunStep || !Spans.AreHeard)
        {
            return await AnswerAsync(instance, task);
        }

        using var span = Spans.BeginStep(instance.Id, task);
        var answer = await AnswerAsync(instance, task);
        Spans.EndStep(span, task, answer);
        return answer;
    }

    /// <summary>Null when it was cut off by the end of the process or of the instance: nobody may take that for its failure.</summary>
    private async ValueTask<HistoryEvent?> AnswerAsync(Instance instance, TaskScheduled task)
    {
        var cancellation = instance.ActivityToken();
        try
        {
            var activity = hub.Registry.FindActivity(task.Name)
                ?? throw new InvalidOperationException($"No activity is registered as '{task.Name}'.");
            return new TaskCompleted(task.TaskId, await activity.RunAsync(new ActivityContext(task.Name, instance.Id, cancellation), task.Input));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return hub.IsStopping || cancellation.IsCancellationRequested ? null : new TaskFailed(task.TaskId, Failures.Describe(error));
        }
    }

    private sealed record ActivityCall(Instance Instance, TaskScheduled Task, int Generation);

    private sealed class Slot(ActivityQueue queue) : IThreadPoolWorkItem
    {
        public void Execute() => _ = queue.RunSlotAsync();
    }
}
