using MissionControl.Approvals;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary>Brings a run forward until it is final, suspended, or only people can go on, and shows how.</summary>
internal sealed class RunDriver(Terminal terminal, EmbeddedRuntime runtime, Driving driving)
{
    private readonly RunDisplay _display = RunDisplay.Of(terminal);

    /// <exception cref="OperationCanceledException">The caller asked to stop; the run can be resumed.</exception>
    public Task<RunRecord> DriveAsync(string runId, CancellationToken stop) => _display.ShowAsync(async () =>
    {
        using var watch = runtime.Watch(runId);
        var run = new RunProjection(runId);
        foreach (var history in await runtime.Stores.Runs.ReadHistoryAsync(runId, stop))
        {
            run.Apply(history);
        }

        _display.Change(run, null);
        using var pace = _display.Pace is { } period ? new PeriodicTimer(period, terminal.Clock) : null;
        var record = await FollowAsync(runId, run, watch, pace, stop);
        Drain(watch, run);
        _display.Tick(run);
        return record;
    });

    private async Task<RunRecord> FollowAsync(string runId, RunProjection run, CommittedWatch watch, PeriodicTimer? pace, CancellationToken stop)
    {
        var tick = pace?.WaitForNextTickAsync(stop).AsTask();
        var more = watch.Events.WaitToReadAsync(stop).AsTask();
        var idle = runtime.WhenIdleAsync();
        await ApproveOpenAsync(runId, stop);
        while (true)
        {
            await Task.WhenAny(new[] { more, tick, idle }.OfType<Task>());
            stop.ThrowIfCancellationRequested();
            if (tick?.IsCompletedSuccessfully == true)
            {
                _display.Tick(run);
                tick = pace!.WaitForNextTickAsync(stop).AsTask();
            }

            if (more.IsCompleted)
            {
                await ThrowIfOver(more);
                Drain(watch, run);
                await ApproveOpenAsync(runId, stop);
                more = watch.Events.WaitToReadAsync(stop).AsTask();
                idle = runtime.WhenIdleAsync();
            }
            else if (idle?.IsCompleted == true)
            {
                // Asked for again only after something happened: a run that waits for time is idle all along.
                idle = null;
                if (!watch.Events.TryPeek(out _) && await FindAtRestAsync(runId, stop) is { } record)
                {
                    return record;
                }
            }
        }
    }

    private async Task<RunRecord?> FindAtRestAsync(string runId, CancellationToken stop)
    {
        var record = await runtime.Missions.Runs.GetAsync(runId, stop) ?? throw new RunNotFoundException(runId);
        return record.IsFinal || record.Status is RunStatus.AwaitingApproval or RunStatus.Suspended ? record : null;
    }

    private static async Task ThrowIfOver(Task<bool> more)
    {
        if (!await more)
        {
            throw new HubUnavailableException("The runtime has stopped.", null);
        }
    }

    private void Drain(CommittedWatch watch, RunProjection run)
    {
        while (watch.Events.TryRead(out var committed))
        {
            for (var i = 0; i < committed.Events.Count; i++)
            {
                _display.Change(run, run.Apply(committed.InstanceId, committed.First + i, committed.Events[i]));
            }
        }
    }

    private async Task ApproveOpenAsync(string runId, CancellationToken stop)
    {
        if (!driving.ApproveAll)
        {
            return;
        }

        var open = await runtime.Stores.Approvals.ListAsync(runId, openOnly: true, stop);
        foreach (var approval in open)
        {
            var vote = new ApprovalVote(approval.ApprovalId, Approve: true, driving.By, Person.Channel, "--approve-all");
            await vote.CastAsync(runtime.Stores.Approvals, terminal.Clock, stop);
        }
    }
}
