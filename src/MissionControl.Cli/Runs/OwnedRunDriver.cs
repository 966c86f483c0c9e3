using MissionControl.Cli.Hub;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;
using MissionControl.Missions;

namespace MissionControl.Cli.Runs;

/// <summary>Brings a run of this process's own hub forward.</summary>
internal sealed class OwnedRunDriver : RunDriver
{
    private readonly EmbeddedRuntime _runtime;
    private readonly CommittedWatch _watch;

    private OwnedRunDriver(Terminal terminal, EmbeddedRuntime runtime, HubAccess access, string runId)
        : base(terminal, access, runId)
    {
        _runtime = runtime;
        _watch = runtime.Watch(runId);
    }

    public static async Task<RunDriver> BeginAsync(Terminal terminal, EmbeddedRuntime runtime, HubAccess access, string runId)
    {
        var driver = new OwnedRunDriver(terminal, runtime, access, runId);
        await driver.BeginAsync();
        return driver;
    }

    public override void Dispose() => _watch.Dispose();

    protected override async Task<RunRecord> FollowAsync(Driving driving, PeriodicTimer? pace, CancellationToken stop)
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
                Display.Tick(Run);
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
                Display.Change(Run, Run.Apply(committed.InstanceId, committed.First + i, committed.Events[i]));
            }
        }
    }
}
