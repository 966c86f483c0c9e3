using MissionControl.Embedded.Sealing;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>A turn that failed the runtime is tried again, with all its messages, after a pause that grows.</summary>
internal static class TurnRetry
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <returns>False when another try would end the same, or this was the last one.</returns>
    public static bool TryPostpone(TaskHub hub, Instance instance, List<Message> messages, Exception error)
    {
        if (hub.IsStopped || error is NonDeterminismException or OrchestratorMissingException or TamperedHistoryException)
        {
            return false;
        }

        var trouble = instance.Trouble ??= new TurnTrouble();
        if (error is not HubUnavailableException)
        {
            trouble.Failures++;
        }

        if (hub.QuarantineAfter > 0 && trouble.Failures >= hub.QuarantineAfter)
        {
            return false;
        }

        Keep(instance, messages);
        trouble.Wait(hub.Clock, Pause(trouble.Failures), () => hub.Deliver(instance.Id, default));
        return true;
    }

    /// <summary>True when the turn is to be taken now, with what was kept; otherwise the messages are kept too.</summary>
    public static bool IsDue(TaskHub hub, Instance instance, List<Message> messages)
    {
        if (instance.Trouble is not { Until: { } until } trouble)
        {
            return true;
        }

        if (hub.Clock.GetUtcNow() < until && !messages.Exists(message => message.Event is ExecutionResumed or ExecutionTerminated))
        {
            Keep(instance, messages);
            return false;
        }

        trouble.TryAgain();
        messages.InsertRange(0, instance.Held);
        instance.Held.Clear();
        return true;
    }

    private static void Keep(Instance instance, List<Message> messages)
    {
        foreach (var message in messages)
        {
            instance.StayInFlight(message);
            instance.Held.Add(message);
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = FirstPause * Math.Pow(4, Math.Clamp(failures - 1, 0, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
