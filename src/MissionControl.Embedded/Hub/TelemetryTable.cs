using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Embedded.Hub;

/// <summary>The records that runs leave. Every write changes what is counted with the record.</summary>
internal abstract class TelemetryTable
{
    public abstract MissionRun? FindRun(string runId);

    public abstract TaskLog? FindLog(string runId, string taskId, int round);

    /// <returns>False when there is a record of the run: nothing was written.</returns>
    public abstract bool TryAdd(MissionRun run);

    public abstract void Replace(MissionRun before, MissionRun run);

    /// <returns>False when there is a record of the round: nothing was written.</returns>
    public abstract bool TryAdd(TaskLog log);

    public abstract void Replace(TaskLog before, TaskLog log);

    /// <summary>Nothing when its key is there.</summary>
    public abstract void Add(Intervention intervention);

    public abstract TelemetryBatch Read(TelemetryQuery query);

    public abstract IReadOnlyList<MissionRun> ListActive();

    public abstract PortfolioCounts Count(DateTimeOffset asOf);

    public abstract IReadOnlyDictionary<string, AgentTally> TallyAgents();

    public abstract void Assign(HopAssignment assignment);

    /// <param name="taskId">Null: all hops of the run.</param>
    public abstract void Release(string runId, string? taskId);

    public abstract IReadOnlyDictionary<string, int> CountAssigned();

    public void Write(TelemetryBatch batch)
    {
        foreach (var run in batch.Runs)
        {
            Write(run);
        }

        foreach (var log in batch.TaskLogs)
        {
            Write(log);
        }

        foreach (var intervention in batch.Interventions)
        {
            Add(intervention);
        }
    }

    public void Write(MissionRun run)
    {
        if (!TryAdd(run))
        {
            var before = FindRun(run.RunId)!;
            if (before.Stands(run))
            {
                return;
            }

            Replace(before, run);
        }

        if (run.IsFinal)
        {
            Release(run.RunId, null);
        }
    }

    /// <summary>A hop that is given to somebody when its run is over stays with nobody.</summary>
    public void Give(HopAssignment assignment)
    {
        if (FindRun(assignment.RunId) is not { IsFinal: true })
        {
            Assign(assignment);
        }
    }

    private void Write(TaskLog log)
    {
        if (!TryAdd(log))
        {
            var before = FindLog(log.RunId, log.TaskId, log.Round)!;
            if (before.Stands(log))
            {
                return;
            }

            Replace(before, log);
        }

        Release(log.RunId, log.TaskId);
    }
}
