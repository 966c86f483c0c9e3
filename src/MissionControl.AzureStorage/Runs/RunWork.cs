using MissionControl.AzureStorage.Approvals;
using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Telemetry;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Runs;

/// <summary>
/// What follows from a run's record and lies elsewhere: its orchestration is started, its changes are told, its approvals and its telemetry end with
/// it. Each part may be done twice; the record says what is left, so that the sweep goes on where a process ended.
/// </summary>
internal sealed class RunWork(
    RunRows runs, RunWriter writer, RunDeletion deletion, AzureRunEventStore events, AzureApprovalStore approvals, RunTraces traces, RunInstances instances)
{
    /// <returns>False when there was nothing left to do.</returns>
    public async Task<bool> FinishAsync(string runId, CancellationToken cancellationToken)
    {
        var worked = false;
        while (await runs.FindAsync(runId, cancellationToken) is { NeedsWork: true } run)
        {
            worked = true;
            if (run.IsLeaving)
            {
                await deletion.FinishAsync(run, cancellationToken);
                break;
            }

            await FollowAsync(run, cancellationToken);
            var done = run with { IsScheduled = true, IsClosed = run.Record.IsFinal, Untold = new Dictionary<long, RunEvent>(), Interventions = [] };
            if (await writer.TryChangeAsync(run, done, null, cancellationToken))
            {
                break;
            }
        }

        return worked;
    }

    private async Task FollowAsync(RunRow run, CancellationToken cancellationToken)
    {
        var record = run.Record;
        await traces.ActedAsync(run.Interventions, cancellationToken);
        if (!run.IsScheduled && !record.IsFinal)
        {
            if (InstanceIds.RetriesBefore(record.RunId, record.ExecutionId) > 0)
            {
                await traces.ReopenAsync(record, cancellationToken);
            }

            var input = await runs.FindInputAsync(record.RunId, record.ExecutionId, cancellationToken)
                ?? throw new InvalidOperationException($"The input of execution '{record.ExecutionId}' is not in the store. Restore the store, or terminate the run.");
            await instances.ScheduleAsync(TaskNames.Mission, Wire.Serialize(input), record.ExecutionId, cancellationToken);
        }

        foreach (var (version, happened) in run.Untold.OrderBy(one => one.Key))
        {
            await events.TellAsync(happened, $"run {version}", cancellationToken);
        }

        if (record.IsFinal && !run.IsClosed)
        {
            if (record.Status == RunStatus.Terminated)
            {
                await instances.TerminateAsync(record.ExecutionId, record.Error, cancellationToken);
            }

            await approvals.CancelAsync(record.RunId, cancellationToken);
            await traces.CloseAsync(record, cancellationToken);
        }
    }
}
