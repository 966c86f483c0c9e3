using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>The first event at which the code asks for something else than was recorded; null stands for nothing at all.</summary>
internal sealed record ReplayDifference(long EventNumber, HistoryEvent? Recorded, HistoryEvent? Asked);

/// <summary>Runs code against its recorded events, turn by turn, and stops at the first decision that differs.</summary>
internal static class Replay
{
    /// <exception cref="NonDeterminismException">The code asks for something else than was recorded.</exception>
    public static void Run(Coroutine coroutine, string instanceId, IReadOnlyList<HistoryEvent> history)
    {
        if (FindDifference(coroutine, history) is { } found)
        {
            throw new NonDeterminismException(instanceId, found.EventNumber, Words(found.Recorded), Words(found.Asked));
        }
    }

    public static ReplayDifference? FindDifference(Coroutine coroutine, IReadOnlyList<HistoryEvent> history)
    {
        var inputs = new List<HistoryEvent>();
        var at = default(DateTimeOffset);
        for (var i = 0; i < history.Count;)
        {
            inputs.Clear();
            for (var turns = 0; i < history.Count && !IsDecision(history[i]); i++)
            {
                if (history[i] is not OrchestratorStarted turn)
                {
                    inputs.Add(history[i]);
                }
                else if (turns++ > 0)
                {
                    break;
                }
                else
                {
                    at = turn.At;
                }
            }

            var decisions = coroutine.Take(at, inputs, replaying: true);
            if (Compare(history, i, decisions) is { } found)
            {
                return found;
            }

            i += decisions.Count;
        }

        return null;
    }

    private static ReplayDifference? Compare(IReadOnlyList<HistoryEvent> history, int from, List<HistoryEvent> decisions)
    {
        for (var n = 0; ; n++)
        {
            var recorded = from + n < history.Count && IsDecision(history[from + n]) ? history[from + n] : null;
            var asked = n < decisions.Count ? decisions[n] : null;
            if (recorded is null && asked is null)
            {
                return null;
            }

            if (!IsSame(recorded, asked))
            {
                return new ReplayDifference(from + n + 1, recorded, asked);
            }
        }
    }

    private static bool IsDecision(HistoryEvent recorded) => recorded is TaskScheduled or SubOrchestrationInstanceCreated or TimerCreated
        or TimerCancelled or EventSent or ExecutionContinuedAsNew or ExecutionCompleted or ExecutionFailed;

    // Inputs are not compared: the recorded ones took effect, and a changed text is no change of the way.
    private static bool IsSame(HistoryEvent? recorded, HistoryEvent? asked) => (recorded, asked) switch
    {
        (TaskScheduled r, TaskScheduled a) => (r.TaskId, r.Name) == (a.TaskId, a.Name),
        (SubOrchestrationInstanceCreated r, SubOrchestrationInstanceCreated a) => (r.TaskId, r.Name, r.InstanceId) == (a.TaskId, a.Name, a.InstanceId),
        (TimerCreated r, TimerCreated a) => r.TaskId == a.TaskId,
        (TimerCancelled r, TimerCancelled a) => r.TaskId == a.TaskId,
        (EventSent r, EventSent a) => (r.TaskId, r.InstanceId, r.Name) == (a.TaskId, a.InstanceId, a.Name),
        _ => recorded?.GetType() == asked?.GetType(),
    };

    public static string Words(HistoryEvent? decision) => decision switch
    {
        null => "nothing",
        TaskScheduled task => $"activity '{task.Name}' (task {task.TaskId})",
        SubOrchestrationInstanceCreated child => $"sub-orchestration '{child.Name}' as '{child.InstanceId}' (task {child.TaskId})",
        TimerCreated timer => $"a timer (task {timer.TaskId})",
        TimerCancelled timer => $"the end of timer {timer.TaskId}",
        EventSent sent => $"event '{sent.Name}' to '{sent.InstanceId}' (task {sent.TaskId})",
        ExecutionContinuedAsNew => "to continue as new",
        ExecutionCompleted => "to complete",
        ExecutionFailed failed => $"to fail ({failed.Details.ErrorType}: {failed.Details.ErrorMessage})",
        _ => decision.GetType().Name,
    };
}
