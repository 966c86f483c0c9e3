namespace MissionControl.Runtime;

/// <summary>Deterministic code that decides; it is run again from its history after a restart and must then ask for the same things.</summary>
public abstract class Orchestrator
{
    /// <summary>The output is written in the dialect of <see cref="Wire"/>; an exception fails the instance.</summary>
    public abstract Task<object?> RunAsync(OrchestrationContext context);
}

/// <inheritdoc/>
public abstract class Orchestrator<TInput, TOutput> : Orchestrator
{
    public sealed override async Task<object?> RunAsync(OrchestrationContext context)
    {
        var input = context.GetInput<TInput>()
            ?? throw new InvalidOperationException($"{GetType().Name} was started without an input of type {typeof(TInput).Name}.");
        return await RunAsync(context, input);
    }

    protected abstract Task<TOutput> RunAsync(OrchestrationContext context, TInput input);
}
