using MissionControl.Embedded.Observation;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>Brings into effect what a turn decided, once that is on disk.</summary>
internal sealed class TurnEffects(TaskHub hub, ActivityQueue activities, Timers timers)
{
    public void StartOpenActivities(Instance instance, bool refills = false)
    {
        foreach (var open in instance.State!.Open.Values)
        {
            if (open is TaskScheduled task)
            {
                activities.Add(instance, task, instance.Row!.Generation, refills);
            }
        }
    }

    public void Perform(Instance instance, TurnCommit commit)
    {
        var state = instance.State!;
        instance.Trouble = null;
        hub.Probation?.Over(instance.Id);
        instance.IsHeldBack = state.IsSuspended || state.HasEnded;
        timers.Change(commit.TimersGone, commit.Timers);
        foreach (var task in commit.Activities ?? [])
        {
            activities.Add(instance, task, instance.Row!.Generation);
        }

        if (commit.Releases)
        {
            StartOpenActivities(instance);
        }

        commit.Children?.ForEach(Begin);
        foreach (var (row, taken) in commit.Outbox ?? [])
        {
            hub.Deliver(row.Target, new Message(row.Event, row.Generation, row.Id, taken?.Extend()));
        }

        if (state.IsTerminated)
        {
            instance.CancelActivities();
        }

        commit.Start?.Done(started: true);
        Answer(commit);
        if (commit.Row is { IsFinal: true } ended)
        {
            Spans.Tell(instance, commit);
            hub.Completions.Complete(ended);
        }

        hub.Watchers.Tell(instance, commit);
    }

    private static void Answer(TurnCommit commit)
    {
        foreach (var message in commit.Taken)
        {
            if (message.Start is { } start && start != commit.Start)
            {
                start.Done(started: false);
            }

            message.Taken?.Done();
        }
    }

    private void Begin(ChildStart child)
    {
        if (child.IsRefused)
        {
            hub.Newborn.TryRemove(KeyValuePair.Create(child.InstanceId, child));
            hub.Deliver(child.Refusal.Target, new Message(child.Refusal.Event, child.Refusal.Generation, child.Refusal.Id));
        }
        else
        {
            hub.Deliver(child.InstanceId, new Message(null, Child: child));
        }
    }
}
