using MissionControl.Approvals;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Cli.Runs;

/// <summary>Brings a run forward until it is final, suspended, or only people can go on, and shows how.</summary>
internal sealed class RunDriver : IDisposable
{
    private readonly Terminal _terminal;
    private readonly EmbeddedRuntime _runtime;
    private readonly CommittedWatch _watch;
    private readonly RunProjection _run;
    private readonly RunDisplay _display;
    private readonly string _runId;

    private RunDriver(Terminal terminal, EmbeddedRuntime runtime, string runId)
    {
        (_terminal, _runtime, _runId) = (terminal, runtime, runId);
        _watch = runtime.Watch(runId);
        _run = new RunProjection(runId);
        _display = RunDisplay.Of(terminal);
    }

    /// <summary>Looks at where the run is: from here on changes are shown.</summary>
    public static async Task<RunDriver> BeginAsync(Terminal terminal, EmbeddedRuntime runtime, string runId)
    {
        var driver = new RunDriver(terminal, runtime, runId);
        foreach (var history in await runtime.Stores.Runs.ReadHistoryAsync(runId, CancellationToken.None))
        {
            driver._run.Apply(history);
        }

        driver._display.Begin(driver._run);
        return driver;
    }

    /// <exception cref="OperationCanceledException">The caller asked to stop; the run can be resumed.</exception>
    public Task<RunRecord> DriveAsync(Driving driving, CancellationToken stop) => _display.ShowAsync(async () =>
    {
        using var pace = _display.Pace is { } period ? new PeriodicTimer(period, _terminal.Clock) : null;
        var record = await FollowAsync(driving, pace, stop);
        _display.Tick(_run);
        return record;
    });

    public void Dispose() => _watch.Dispose();

    private async Task<RunRecord> FollowAsync(Driving driving, PeriodicTimer? pace, CancellationToken stop)
    {
        var tick = pace?.WaitForNextTickAsync(stop).AsTask();
        var more = _watch.Events.WaitToReadAsync(stop).AsTask();
        var idle = _runtime.WhenIdleAsync();
        await ApproveOpenAsync(driving, stop);
        while (true)
        {
            await Task.WhenAny(new[] { more, tick, idle }.OfType<Task>());
            stop.ThrowIfCancellationRequested();
            if (tick?.IsCompletedSuccessfully == true)
            {
                _display.Tick(_run);
                tick = pace!.WaitForNextTickAsync(stop).AsTask();
            }

            if (more.IsCompleted)
            {
                await ThrowIfOver(more);
                Drain();
                await ApproveOpenAsync(driving, stop);
                more = _watch.Events.WaitToReadAsync(stop).AsTask();
                idle = _runtime.WhenIdleAsync();
            }
            else if (idle?.IsCompleted == true)
            {
                // Asked for again only after something happened: a run that waits for time is idle all along.
                idle = null;
                if (!_watch.Events.TryPeek(out _) && await FindAtRestAsync(stop) is { } record)
                {
                    return record;
                }
            }
        }
    }

    private async Task<RunRecord?> FindAtRestAsync(CancellationToken stop)
    {
        var record = await _runtime.Missions.Runs.GetAsync(_runId, stop) ?? throw new RunNotFoundException(_runId);
        return record.IsFinal || record.Status is RunStatus.AwaitingApproval or RunStatus.Suspended ? record : null;
    }

    private static async Task ThrowIfOver(Task<bool> more)
    {
        if (!await more)
        {
            throw new HubUnavailableException("The runtime has stopped.", null);
        }
    }

    private void Drain()
    {
        while (_watch.Events.TryRead(out var committed))
        {
            for (var i = 0; i < committed.Events.Count; i++)
            {
                _display.Change(_run, _run.Apply(committed.InstanceId, committed.First + i, committed.Events[i]));
            }
        }
    }

    private async Task ApproveOpenAsync(Driving driving, CancellationToken stop)
    {
        if (!driving.ApproveAll)
        {
            return;
        }

        foreach (var approval in await _runtime.Stores.Approvals.ListAllAsync(new ApprovalQuery(_runId, Open: true), stop))
        {
            var vote = new ApprovalVote(approval.ApprovalId, Approve: true, driving.By, Person.Channel, "--approve-all");
            await vote.CastAsync(_runtime.Stores.Approvals, _terminal.Clock, stop);
        }
    }
}
