namespace MissionControl.Runtime;

/// <summary>Work that may touch the world. It runs at least once: a crash before its result is on disk runs it again.</summary>
public abstract class Activity
{
    /// <summary>Input and output are JSON in the dialect of <see cref="Wire"/>; null stands for nothing.</summary>
    public abstract Task<string?> RunAsync(ActivityContext context, string? input);
}

/// <inheritdoc/>
public abstract class Activity<TInput, TOutput> : Activity
{
    public sealed override async Task<string?> RunAsync(ActivityContext context, string? input)
    {
        var value = input is null ? default : Wire.Deserialize<TInput>(input);
        var result = await RunAsync(context, value ?? throw new InvalidOperationException($"{GetType().Name} was called without an input."));
        return Wire.Serialize(result);
    }

    protected abstract Task<TOutput> RunAsync(ActivityContext context, TInput input);
}

/// <summary>What an activity is told about its call.</summary>
/// <param name="Name">The name it was called by.</param>
/// <param name="InstanceId">The orchestration instance that called it.</param>
/// <param name="CancellationToken">Cancelled when the runtime stops or the instance is terminated.</param>
public sealed record ActivityContext(string Name, string InstanceId, CancellationToken CancellationToken)
{
    /// <summary>
    /// Told of work that goes on although the activity returns or throws, such as a tool that does not listen to its token: the places that the call takes
    /// under limits stay taken until that work ends. Null where nothing is limited.
    /// </summary>
    public Action<Task>? LeavesRunning { get; init; }
}
