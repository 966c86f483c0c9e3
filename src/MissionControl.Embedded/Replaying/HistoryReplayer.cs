using MissionControl.Embedded.Execution;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Replaying;

/// <summary>
/// Runs today's orchestrators against recorded histories: no activity runs, nothing is read or written, and what a history leaves open
/// stays open.
/// </summary>
/// <param name="orchestrators">The code under test, by name; activities in it are never called.</param>
public sealed class HistoryReplayer(OrchestrationRegistry orchestrators)
{
    /// <summary>The first place at which the code asks for something else than was recorded; null when it fits.</summary>
    public HistoryDivergence? FindDivergence(InstanceHistory history)
    {
        var events = Decided(history.Events);
        if (events.Count == 0)
        {
            return null;
        }

        if (events[0] is not ExecutionStarted started)
        {
            return new HistoryDivergence(history.InstanceId, 1, Replay.Words(events[0]), "its execution to be started", null);
        }

        if (orchestrators.CreateOrchestrator(started.Name) is not { } orchestrator)
        {
            return new HistoryDivergence(history.InstanceId, 1, $"orchestrator '{started.Name}'", "nothing: no orchestrator has that name today", null);
        }

        var trail = new CallTrail();
        var coroutine = new Coroutine(orchestrator, history.InstanceId, IsRun(history, started), started, static () => { });
        coroutine.Context.Called = trail.Add;
        return Replay.FindDifference(coroutine, events) is { } found
            ? new HistoryDivergence(history.InstanceId, found.EventNumber, Replay.Words(found.Recorded), Replay.Words(found.Asked), trail.Find(found.Asked))
            : null;
    }

    private static bool IsRun(InstanceHistory history, ExecutionStarted started) => history.ParentInstanceId is null && started.Name == TaskNames.Mission;

    /// <summary>The events up to the last turn in which the code was asked: not one that never began, and not the one that terminated it.</summary>
    private static IReadOnlyList<HistoryEvent> Decided(IReadOnlyList<HistoryEvent> events)
    {
        if (!events.Any(happened => happened is OrchestratorStarted))
        {
            return events.Count > 0 && events[0] is not ExecutionStarted ? events : [];
        }

        if (events[^1] is not ExecutionTerminated && !events.Any(happened => happened is ExecutionTerminated))
        {
            return events;
        }

        var end = events.TakeWhile(happened => happened is not ExecutionTerminated).ToList();
        var turn = end.FindLastIndex(happened => happened is OrchestratorStarted);
        var before = turn < 0 ? [] : end[..turn];
        return before.Exists(happened => happened is OrchestratorStarted) ? before : [];
    }
}
