using MissionControl.Embedded.Hub;
using MissionControl.Embedded.Sealing;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Embedded.Execution;

/// <summary>How an instance that keeps failing the runtime is told, and how it is written that it stays where it is.</summary>
internal static class Quarantine
{
    public const string ErrorType = "Quarantined";

    public static FailureDetails AfterFailures(InstanceRow row, int times, Exception last) =>
        Describe(row, $"its turn failed {times} times, at last with {last.GetType().Name}: {last.Message}", Failures.Describe(last).StackTrace);

    public static FailureDetails AfterDeaths(InstanceRow row, int times, string inFlight) =>
        Describe(row, $"the process died {times} times in a row while {inFlight} was in flight and got no further", null);

    /// <summary>The row of an instance that nobody has loaded; null when it is not what the runtime wrote, which its load will tell.</summary>
    public static InstanceRow? Row(HubStore store, InstanceRow row, int deaths)
    {
        try
        {
            store.Check(row);
            var quarantined = row with { Status = InstanceStatus.Quarantined, Error = AfterDeaths(row, deaths, InFlight(store, row)) };
            return quarantined with { Tail = store.Seal(quarantined, row.Tail, null) };
        }
        catch (TamperedHistoryException)
        {
            return null;
        }
    }

    public static void Write(HubTables tables, InstanceRow row, DateTimeOffset at)
    {
        tables.Instances.Update(row);
        if (row.RunId is { } runId)
        {
            var change = new RunChange(runId, row.Parent is null ? row.Id : null) { IsSuspended = true, Error = row.Error!.ErrorMessage, At = at };
            tables.Events.Changed(tables.Runs.Apply(change), at);
        }
    }

    private static FailureDetails Describe(InstanceRow row, string why, string? trace)
    {
        var cure = row.RunId is { } run
            ? $"Remove the cause, then 'mission resume {run}' tries it again; 'mission terminate {run}' ends it."
            : $"Remove the cause, then resume '{row.Id}' to try it again, or terminate it.";
        return new FailureDetails(ErrorType, $"'{row.Id}' ({row.Name}) is quarantined: {why}. {cure}", trace);
    }

    private static string InFlight(HubStore store, InstanceRow row)
    {
        try
        {
            var state = new ExecutionState(row.SeenEvents);
            store.ReadHistory(row, row.Tail).ForEach(state.Apply);
            var open = state.Open.Values.OfType<TaskScheduled>().Select(task => $"activity '{task.Name}' (task {task.TaskId})").Take(3).ToList();
            return open.Count > 0 ? string.Join(", ", open) : "its turn";
        }
        catch (DamagedHistoryException)
        {
            return "its turn";
        }
    }
}
