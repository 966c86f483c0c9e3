using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Steps;

namespace MissionControl.Hops;

/// <summary>
/// The attempts of one step: our own loop with durable timers, the same in every runtime. Attempt numbers go on across retries of the run,
/// so that a claim of an earlier execution never stands for a later attempt.
/// </summary>
internal sealed class StepAttempts(OrchestrationContext context, HopInput input, HopState state, Task stop, HopDeadline deadline)
{
    /// <summary>What an activity gets beyond its own deadline before the orchestrator gives it up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <returns>Null when the step completed; otherwise how the round ends.</returns>
    public async Task<HopEnd?> RunAsync(StepDefinition step)
    {
        var policy = step.Retry ?? input.Hop.Retry ?? RetryPolicy.None;
        var earlier = state.Steps.GetValueOrDefault(step.Id)?.Attempts ?? 0;
        var startedAt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var number = earlier + attempt;
            var running = new StepResult(step.Id, step.ToolName, StepStatus.Failed) { Attempts = number, StartedAt = startedAt };
            var outcome = await AttemptAsync(step, number);
            running = running with { CompletedAt = context.CurrentUtcDateTime };
            if (outcome is StepOutcome.Completed completed)
            {
                Complete(running, completed);
                return null;
            }

            var failed = (StepOutcome.Failed)outcome;
            var error = Error(step, number, failed);
            state.Steps[step.Id] = running with { Error = error };
            var pause = policy.PauseAfter(attempt);
            if (failed.ErrorType == HopErrors.RunTimeout)
            {
                // The end of the run is no failure of the hop: neither skipped nor rerouted, it goes on in the retry.
                return new HopEnd.Stopped();
            }

            if (IsLast(policy, attempt, failed, pause))
            {
                return new HopEnd.Failed(error);
            }

            if (!await PauseAsync(pause))
            {
                return new HopEnd.Stopped();
            }
        }
    }

    private void Complete(StepResult running, StepOutcome.Completed completed)
    {
        state.Steps[running.Id] = running with { Status = StepStatus.Completed, Cost = completed.Cost };
        foreach (var (local, reference) in completed.Written)
        {
            state.Workspace[local] = reference;
        }
    }

    private bool IsLast(RetryPolicy policy, int attempt, StepOutcome.Failed failed, TimeSpan pause) =>
        !failed.Retryable
        || attempt >= policy.MaxAttempts
        || policy.NonRetryableErrors.Contains(failed.ErrorType)
        || context.CurrentUtcDateTime + pause >= deadline.At;

    private async Task<StepOutcome> AttemptAsync(StepDefinition step, int attempt)
    {
        var limit = step.Timeout;
        if (deadline.At is { } end)
        {
            var left = end - context.CurrentUtcDateTime;
            if (left <= TimeSpan.Zero)
            {
                return TimeIsOver();
            }

            limit = limit is { } own && own < left ? own : left;
        }

        var call = context.CallActivityAsync<StepOutcome>(TaskNames.RunStep, Message(step, attempt, limit));
        var outcome = limit is { } time ? await WithBackstopAsync(call, time) : await GuardAsync(call);
        return outcome is StepOutcome.Failed { ErrorType: StepErrors.Timeout } && context.CurrentUtcDateTime >= deadline.At ? TimeIsOver() : outcome;
    }

    private StepInput Message(StepDefinition step, int attempt, TimeSpan? limit)
    {
        var used = step.Parameters.Select(parameter => parameter.StateAsset).Concat(step.Results.Select(result => result.StateAsset)).ToHashSet();
        var assets = state.Workspace.Where(asset => used.Contains(asset.Key)).ToDictionary(asset => asset.Key, asset => asset.Value);
        return new StepInput(
            input.RunId,
            input.MissionId,
            input.Hop.Id,
            state.Round,
            step,
            attempt,
            state.AgentId,
            assets,
            limit,
            input.DataDirectory,
            input.RunStartedAt,
            input.InlineLimit)
        {
            GivenUpAt = limit is { } time ? GivenUpAt(time) : null,
            Deadline = input.SlotWait is null ? null : deadline.At,
        };
    }

    /// <summary>An attempt's time begins when it begins. It may wait for its turn long before, but not longer than its hop and run have time.</summary>
    private DateTimeOffset GivenUpAt(TimeSpan limit)
    {
        var patience = context.CurrentUtcDateTime + limit + (input.SlotWait ?? TimeSpan.Zero);
        return (deadline.At < patience ? deadline.At.Value : patience) + Grace;
    }

    private async Task<StepOutcome> WithBackstopAsync(Task<StepOutcome> call, TimeSpan limit)
    {
        using var done = new CancellationTokenSource();
        var backstop = context.CreateTimer(GivenUpAt(limit), done.Token);
        if (await Task.WhenAny(call, backstop) == backstop)
        {
            return new StepOutcome.Failed(StepErrors.Timeout, $"The attempt did not end {Grace.TotalSeconds} s after its deadline.", Retryable: true);
        }

        done.Cancel();
        return await GuardAsync(call);
    }

    /// <summary>A fault of the platform in the activity is a failed attempt, not the end of the run.</summary>
    private static async Task<StepOutcome> GuardAsync(Task<StepOutcome> call)
    {
        try
        {
            return await call;
        }
        catch (ActivityFailedException error)
        {
            return new StepOutcome.Failed(error.Details.ErrorType, error.Details.ErrorMessage, Retryable: true);
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        using var done = new CancellationTokenSource();
        var timer = context.CreateTimer(context.CurrentUtcDateTime + pause, done.Token);
        var stopped = await Task.WhenAny(timer, stop) == stop || stop.IsCompleted;
        done.Cancel();
        return !stopped;
    }

    private StepOutcome.Failed TimeIsOver()
    {
        var limit = deadline.ErrorType == HopErrors.HopTimeout ? $"the timeout of hop '{input.Hop.Id}'" : "the timeout of the run";
        return new StepOutcome.Failed(deadline.ErrorType, $"No time is left: {limit} has passed.", Retryable: false);
    }

    private RunError Error(StepDefinition step, int attempt, StepOutcome.Failed failed) =>
        new(failed.ErrorType, $"Mission '{input.MissionId}', hop '{input.Hop.Id}', step '{step.Id}' ({step.ToolName}), attempt {attempt}: {failed.Message}", input.Hop.Id, step.Id, attempt);
}
