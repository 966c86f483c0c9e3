using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Functions.Timers;

/// <summary>
/// Closes runs whose orchestration the platform has ended without a word of its own: one that failed by its code, or that somebody ended with the
/// platform's tools.
/// </summary>
internal sealed class PlatformEndings(MissionApp app)
{
    private const int PageSize = 100;
    private static readonly RunStatus[] Open = [RunStatus.Pending, RunStatus.Running, RunStatus.AwaitingApproval, RunStatus.Suspended];

    /// <returns>How many it closed.</returns>
    public async Task<int> CloseAsync(CancellationToken cancellationToken)
    {
        var closed = 0;
        foreach (var status in Open)
        {
            var query = new RunQuery(status, Limit: PageSize);
            IReadOnlyList<RunRecord> page;
            do
            {
                page = await app.Stores.Runs.ListAsync(query, cancellationToken);
                foreach (var run in page)
                {
                    closed += await CloseAsync(run, cancellationToken) ? 1 : 0;
                    query = query with { After = new RunPlace(run.CreatedAt, run.RunId) };
                }
            }
            while (page.Count == PageSize);
        }

        return closed;
    }

    private async Task<bool> CloseAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var instance = await app.Instances.FindAsync(run.ExecutionId, cancellationToken);
        if (instance is not { IsCompleted: true })
        {
            return false;
        }

        var end = End(run, await app.Instances.FindAsync(run.ExecutionId, cancellationToken, withOutput: true) ?? instance);
        await app.ChangeAsync(run.RunId, record => record.IsFinal || record.ExecutionId != end.ExecutionId ? null : end.ApplyTo(record), cancellationToken);
        return true;
    }

    private static RunChange End(RunRecord run, OrchestrationMetadata instance)
    {
        var end = new RunChange(run.RunId, run.ExecutionId) { At = instance.LastUpdatedAt };
        return instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed when Read(instance.SerializedOutput) is { } result => end with { Ending = RunChange.EndingOf(result.Status), Result = result },
            OrchestrationRuntimeStatus.Terminated => end with { Ending = RunCommand.Terminate, Error = instance.SerializedOutput },
            _ => end with { Ending = RunCommand.Fail, Error = instance.FailureDetails is { } details ? $"{details.ErrorType}: {details.ErrorMessage}" : instance.SerializedOutput },
        };
    }

    private static RunResult? Read(string? output)
    {
        try
        {
            return output is null ? null : Wire.Deserialize<RunResult>(output);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
