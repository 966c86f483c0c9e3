using System.Text.Json;
using MissionControl.Runtime;

namespace MissionControl.Functions.Durable;

/// <summary>
/// What an activity answers its orchestrator. A failure is an answer too: what the platform makes of an exception differs between its versions.
/// </summary>
public sealed record ActivityAnswer
{
    public JsonElement? Result { get; init; }

    public FailureDetails? Failure { get; init; }

    /// <summary>Runs the activity; only a cancellation comes through, so that the platform runs it again.</summary>
    public static async Task<ActivityAnswer> OfAsync(Activity activity, ActivityContext context, JsonElement? input)
    {
        try
        {
            var given = input is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? value.GetRawText() : null;
            var result = await activity.RunAsync(context, given);
            return new ActivityAnswer { Result = result is null ? null : Wire.Deserialize<JsonElement>(result) };
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new ActivityAnswer { Failure = new FailureDetails(error.GetType().Name, error.Message, error.StackTrace) };
        }
    }

    public T Read<T>(string activity)
    {
        if (Failure is { } failure)
        {
            throw new ActivityFailedException(activity, failure);
        }

        return Payload.Read<T>(Result)!;
    }
}
