using System.Text.Json.Nodes;
using MissionControl.Embedded;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Simulation.Scenarios;

namespace MissionControl.Simulation.People;

/// <summary>Commands on one run, each repeated until it was answered. A refusal is an answer where a lost one may have taken effect before.</summary>
internal sealed class RunCommands(World world, RunScenario run, Crowd crowd)
{
    public async Task StartAsync()
    {
        var start = Prepare(run.Input);
        await StartAsync(start);
        crowd.Started.Add(run.RunId);
        await StartAsync(start);
        if (run.IsPurged)
        {
            return;
        }

        try
        {
            await world.CallAsync($"start {run.RunId} otherwise", runtime => runtime.Missions.StartAsync(Prepare(run.Input + "?"), CancellationToken.None));
            world.Facts.Break($"run '{run.RunId}' was started with two inputs");
        }
        catch (RunConflictException)
        {
            world.Note("refused", run.RunId);
        }
    }

    public async Task SuspendAndResumeAsync()
    {
        if (await TryAsync("suspend", runtime => runtime.Missions.SuspendAsync(run.RunId, "ann", null, CancellationToken.None)) is { Status: RunStatus.Suspended })
        {
            world.Facts.Suspended.Add(run.RunId);
        }

        await world.Outside.Sleep(TimeSpan.FromSeconds(world.Disturbance.Draw(20)));
        world.Facts.Suspended.Remove(run.RunId);
        await TryAsync("resume", runtime => runtime.Missions.ResumeAsync(run.RunId, "ann", null, CancellationToken.None));
    }

    public async Task TerminateAsync()
    {
        if (await TryAsync("terminate", runtime => runtime.Missions.TerminateAsync(run.RunId, "ann", "enough", CancellationToken.None)) is { } after)
        {
            if (after.Status == RunStatus.Terminated)
            {
                world.Facts.Over.Add(run.RunId);
            }
            else if (!after.IsFinal)
            {
                world.Facts.Break($"the termination of '{run.RunId}' was acknowledged, and it is {after.Status}");
            }
        }
    }

    /// <summary>A retry that was not answered may have taken effect, and failed since: repeated blindly it would be one retry more than the undisturbed run has.</summary>
    /// <param name="failed">The execution that is retried.</param>
    public async Task RetryAsync(string failed, Action counted)
    {
        counted();
        await TryAsync("retry", async runtime => await runtime.Missions.Runs.GetAsync(run.RunId, CancellationToken.None) is { } now && now.ExecutionId != failed
            ? now
            : await runtime.Missions.RetryAsync(run.RunId, "ann", CancellationToken.None));
    }

    public async Task PurgeAsync()
    {
        try
        {
            await world.CallAsync($"purge {run.RunId}", async runtime =>
            {
                await runtime.Missions.PurgeAsync(run.RunId, CancellationToken.None);
                return true;
            });
        }
        catch (RunNotFoundException)
        {
            // The first time was not answered, and took effect.
            world.Note("gone", run.RunId);
        }

        crowd.Purged.Add(run.RunId);
        world.Facts.Over.Add(run.RunId);
    }

    private Task<RunRecord> StartAsync(RunStart start) =>
        world.CallAsync($"start {run.RunId}", runtime => runtime.Missions.StartAsync(start, CancellationToken.None));

    /// <returns>Null when the run's status does not allow it.</returns>
    private async Task<RunRecord?> TryAsync(string what, Func<EmbeddedRuntime, Task<RunRecord>> command)
    {
        try
        {
            return await world.CallAsync($"{what} {run.RunId}", command);
        }
        catch (Exception error) when (error is IllegalTransitionException || (error is RunNotFoundException && run.IsPurged))
        {
            world.Note("refused", $"{what} {run.RunId}");
            return null;
        }
    }

    private RunStart Prepare(string input)
    {
        var definition = ((MissionDocumentReading.Sound)MissionDocument.Read(run.Document, "simulated.json")).Definition;
        var request = new RunRequest(run.RunId, new Dictionary<string, JsonNode?> { ["x"] = input });
        return RunPreparation.Prepare(definition, run.Document, "simulated.json", request).Start!;
    }
}
