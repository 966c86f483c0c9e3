using MissionControl.Cli.Hub;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Runs;

/// <summary>One verb's use of the hub: records what the verb says, then brings the run forward and tells where it stands.</summary>
internal sealed class RunSession(Terminal terminal, HubComposition composition, HubFile hub, bool json)
{
    /// <param name="record">
    /// What the verb changes; it is on disk when it returns. It is short, and a signal does not cut it off: afterwards it is known what to resume.
    /// </param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string runId, Driving driving, Func<HubAccess, Task<Recorded>> record)
    {
        await using var access = await composition.AccessAsync(hub, runId, onlyRecord: driving.NoWait);
        using var driver = await access.FollowAsync(terminal, runId);
        var recorded = await record(access);
        if (recorded is not Recorded.GoOn { Run: var run })
        {
            return ((Recorded.Over)recorded).ExitCode;
        }

        if (!run.IsFinal && !driving.NoWait)
        {
            try
            {
                run = await driver.DriveAsync(driving, terminal.Stop.Token);
            }
            catch (OperationCanceledException) when (terminal.Stop.Token.IsCancellationRequested)
            {
                terminal.Error.WriteLine(access.Server is { } server
                    ? $"Stopped watching; the run goes on at {server}"
                    : $"Stopped. Nothing is lost; the run goes on with: mission resume {runId}{hub.Option}");
                return await InterruptedAsync(access, runId, driving);
            }
        }

        return await new RunEnding(terminal, access, hub, json).TellAsync(run, driving, CancellationToken.None);
    }

    private async Task<int> InterruptedAsync(HubAccess access, string runId, Driving driving)
    {
        if (json)
        {
            var run = (await access.Missions.Runs.GetAsync(runId, CancellationToken.None))!;
            await new RunEnding(terminal, access, hub, json).TellAsync(run, driving, CancellationToken.None);
        }

        return terminal.Stop.ExitCode;
    }
}
