using System.Text.Json;
using MissionControl.Assets;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Steps;

/// <summary>
/// One attempt of a step: reads content, resolves parameters and secrets, runs the tool, checks and stores what it returned.
/// A failure is a result; only a fault of the platform throws.
/// </summary>
public sealed class RunStepActivity(MissionPorts ports) : Activity<StepInput, StepOutcome>
{
    /// <summary>No timer of a process holds longer; the orchestrator's durable one then ends the attempt.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    protected override async Task<StepOutcome> RunAsync(ActivityContext context, StepInput input)
    {
        var redactor = new SecretRedactor();
        try
        {
            return await AttemptAsync(context, input, redactor);
        }
        catch (StepFailure failure)
        {
            return Failed(redactor, failure.ErrorType, failure.Message, failure.Retryable);
        }
        catch (ToolException error)
        {
            return Failed(redactor, error.ErrorType, error.Message, error.Retryable);
        }
        catch (AssetMissingException error)
        {
            return Failed(redactor, StepErrors.MissingPath, error.Message, retryable: false);
        }
    }

    private async Task<StepOutcome> AttemptAsync(ActivityContext context, StepInput input, SecretRedactor redactor)
    {
        var tool = ports.Tools.Find(input.Step.ToolName)
            ?? throw new StepFailure(StepErrors.MissingTool, $"Tool '{input.Step.ToolName}' is not registered here. 'mission tools' lists the tools.");
        input = input with { Step = await PinnedValues.FillAsync(ports.Assets, input.RunId, input.Step, context.CancellationToken) };
        var workspace = new StepWorkspace(ports.Assets, input, context.CancellationToken);
        var parameters = new StepParameters(input, tool.Signature, workspace, ports.Secrets, redactor);
        var values = await parameters.BuildAsync(context.CancellationToken);
        var key = InstanceIds.StepKey(input.RunId, input.HopId, input.Round, input.Step.Id);
        CheckGivenUp(input);
        await ClaimAsync(input, key, context.CancellationToken);

        // The claim may have waited for the disk.
        CheckGivenUp(input);
        var result = await RunToolAsync(tool, values, input, key, context);
        var outputs = redactor.Redact(result.Outputs)!.AsObject();
        await new StepOutputs(input, tool.Signature, workspace).ApplyAsync(outputs);
        return new StepOutcome.Completed(await workspace.StoreAsync(), result.Cost);
    }

    /// <summary>An attempt that waited too long, or was begun again after a crash, may be one that nobody waits for any more.</summary>
    private void CheckGivenUp(StepInput input)
    {
        if (input.GivenUpAt <= ports.Clock.GetUtcNow())
        {
            throw new StepFailure(StepErrors.Timeout, "The attempt could not begin before it was given up.", retryable: true);
        }
    }

    /// <summary>Its timeout from now on, and never beyond the time of its hop and run, or the moment at which it is given up; null where a durable timer must do it.</summary>
    private TimeSpan? Limit(StepInput input)
    {
        var left = (input.Deadline ?? input.GivenUpAt) - ports.Clock.GetUtcNow();
        var limit = left < input.Timeout ? left : input.Timeout;
        return limit > LongestTimer ? null : limit < TimeSpan.Zero ? TimeSpan.Zero : limit;
    }

    private async Task ClaimAsync(StepInput input, string key, CancellationToken cancellationToken)
    {
        if (input.Step.AtMostOnce && !await ports.Claims.TryClaimAsync(input.RunId, $"{key}@{input.Attempt}", cancellationToken))
        {
            throw new StepFailure(
                StepErrors.OutcomeUnknown,
                $"Step '{input.Step.Id}' was begun before the process stopped, and it may run at most once: its outcome is unknown. Look at what it did, then retry the run.");
        }
    }

    private async Task<ToolResult> RunToolAsync(ITool tool, ToolInput values, StepInput input, string key, ActivityContext activity)
    {
        var stop = activity.CancellationToken;
        using var deadline = Limit(input) is { } timeout
            ? new CancellationTokenSource(timeout, ports.Clock)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        var context = new ToolContext
        {
            IdempotencyKey = key,
            RunId = input.RunId,
            MissionId = input.MissionId,
            HopId = input.HopId,
            StepId = input.Step.Id,
            AgentId = input.AgentId,
            Attempt = input.Attempt,
            DataDirectory = input.DataDirectory,
            RunStartedAt = input.RunStartedAt,
            Clock = ports.Clock,
            CancellationToken = either.Token,
        };
        try
        {
            return await WaitAsync(tool.RunAsync(values, context), activity, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new StepFailure(StepErrors.Timeout, $"The attempt took longer than {Duration.Text(input.Timeout ?? TimeSpan.Zero)}.", retryable: true);
        }
        catch (Exception error) when (error is not (ToolException or StepFailure) && !stop.IsCancellationRequested)
        {
            throw new StepFailure(ErrorTypeOf(error), error.Message, retryable: true);
        }
    }

    /// <summary>A tool that does not listen to its token is left alone, but not forgotten.</summary>
    private static async Task<ToolResult> WaitAsync(Task<ToolResult> running, ActivityContext activity, CancellationToken end)
    {
        try
        {
            return await running.WaitAsync(end);
        }
        finally
        {
            if (!running.IsCompleted)
            {
                activity.LeavesRunning?.Invoke(running);
            }
        }
    }

    private static StepOutcome.Failed Failed(SecretRedactor redactor, string errorType, string message, bool retryable) =>
        new(redactor.Redact(errorType), redactor.Redact(message), retryable);

    /// <summary><c>InvalidOperationException</c> becomes <c>invalid_operation</c>: a word that <c>non_retryable_errors</c> can list.</summary>
    private static string ErrorTypeOf(Exception error)
    {
        const string suffix = nameof(Exception);
        var name = error.GetType().Name;
        name = name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name[..^suffix.Length] : name;
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }
}
