using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Telemetry;

/// <summary>What a person's command on a run counts for, once it changed the run. What the run or the runtime itself commands counts for nothing.</summary>
public static class CommandInterventions
{
    /// <param name="known">The run's interventions so far: commands of a kind are numbered in their order.</param>
    public static Intervention? Of(RunRecord before, RunRecord after, RunChange change, Func<IEnumerable<Intervention>> known) =>
        change.By is not null && KindOf(before, after, change) is { } kind
            ? Intervention.OfCommand(kind, 1 + known().Count(one => one.Kind == kind), change.At, after.RunId, after.MissionId)
            : null;

    /// <param name="number">What tells this command from every other on the run.</param>
    public static Intervention? Of(RunRecord before, RunRecord after, RunChange change, long number) =>
        change.By is not null && KindOf(before, after, change) is { } kind ? Intervention.OfCommand(kind, number, change.At, after.RunId, after.MissionId) : null;

    /// <param name="run">As it is in its new execution.</param>
    public static Intervention OfRetry(RunRecord run, DateTimeOffset at) =>
        Intervention.OfCommand(InterventionKind.Retry, InstanceIds.RetriesBefore(run.RunId, run.ExecutionId), at, run.RunId, run.MissionId);

    private static InterventionKind? KindOf(RunRecord before, RunRecord after, RunChange change)
    {
        if (change.Ending == RunCommand.Terminate)
        {
            return InterventionKind.Terminate;
        }

        var (was, isNow) = (before.Status == RunStatus.Suspended, after.Status == RunStatus.Suspended);
        return (was, isNow) switch
        {
            (false, true) when change.IsSuspended => InterventionKind.Suspend,
            (true, false) when change.IsResumed => InterventionKind.Resume,
            _ => null,
        };
    }
}
