using MissionControl.Cli.Hub;
using MissionControl.Cli.Terminals;
using MissionControl.Embedded;

namespace MissionControl.Cli.Runs;

/// <summary>One verb's ownership of the hub: records what the verb says, then brings the run forward and tells where it stands.</summary>
internal sealed class RunSession(Terminal terminal, HubComposition composition, HubFile hub, bool json)
{
    /// <param name="record">What the verb changes; it is on disk when it returns.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string runId, Driving driving, Func<EmbeddedRuntime, CancellationToken, Task<Recorded>> record)
    {
        var stop = terminal.Stop.Token;
        await using var runtime = await composition.OpenAsync(hub, runId);
        using var driver = await RunDriver.BeginAsync(terminal, runtime, runId, stop);
        var recorded = await record(runtime, stop);
        if (recorded is not Recorded.GoOn { Run: var run })
        {
            return ((Recorded.Over)recorded).ExitCode;
        }

        if (!run.IsFinal && !driving.NoWait)
        {
            try
            {
                run = await driver.DriveAsync(driving, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                terminal.Error.WriteLine($"Stopped. Nothing is lost; the run goes on with: mission resume {runId}");
                return terminal.Stop.ExitCode;
            }
        }

        return await new RunEnding(terminal, runtime.Stores, json).TellAsync(run, driving, CancellationToken.None);
    }
}
