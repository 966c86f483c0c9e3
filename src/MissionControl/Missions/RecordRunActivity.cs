using MissionControl.Runtime;

namespace MissionControl.Missions;

/// <summary>What an execution tells of itself where the runtime does not see its status.</summary>
/// <param name="Number">Counts the notices of one execution: an older one that comes late is not heard.</param>
public sealed record RunNotice(int Number, RunChange Change);

/// <summary>The newest notice that a run's record has taken in.</summary>
public sealed record HeardNotice(string ExecutionId, int Number);

/// <summary>Puts what the function makes of a run's record in its place, as often as it takes; a null from it changes nothing.</summary>
/// <exception cref="RunNotFoundException">There is no such run.</exception>
public delegate Task<RunRecord> ChangeRun(string runId, Func<RunRecord, RunRecord?> change, CancellationToken cancellationToken);

/// <summary>Writes what an execution tells of itself into the record of its run, once however often it is called.</summary>
public sealed class RecordRunActivity(ChangeRun change) : Activity<RunNotice, bool>
{
    protected override async Task<bool> RunAsync(ActivityContext context, RunNotice input)
    {
        try
        {
            await change(input.Change.RunId, run => Apply(run, input), context.CancellationToken);
            return true;
        }
        catch (RunNotFoundException)
        {
            // It was terminated and purged while the notice was on its way.
            return false;
        }
    }

    private static RunRecord? Apply(RunRecord run, RunNotice notice) =>
        run.IsFinal || run.ExecutionId != notice.Change.ExecutionId || (run.Heard?.ExecutionId == run.ExecutionId && run.Heard.Number >= notice.Number)
            ? null
            : notice.Change.ApplyTo(run) with { Heard = new HeardNotice(run.ExecutionId, notice.Number) };
}
