using System.Collections.Concurrent;
using MissionControl.Runtime;

namespace MissionControl.Testing;

/// <summary>An orchestrator written as a lambda.</summary>
public sealed class ScriptedOrchestrator(Func<OrchestrationContext, Task<object?>> run) : Orchestrator
{
    public override Task<object?> RunAsync(OrchestrationContext context) => run(context);
}

/// <summary>An activity written as a lambda, which counts its calls.</summary>
public sealed class ScriptedActivity(Func<ActivityContext, string?, Task<string?>> run) : Activity
{
    private readonly ConcurrentQueue<string?> _calls = new();

    /// <summary>The inputs it was called with, in order.</summary>
    public IReadOnlyCollection<string?> Calls => _calls;

    public override Task<string?> RunAsync(ActivityContext context, string? input)
    {
        _calls.Enqueue(input);
        return run(context, input);
    }

    /// <summary>Returns its input.</summary>
    public static ScriptedActivity Echo() => new((_, input) => Task.FromResult(input));
}

/// <summary>Lambdas into a registry.</summary>
public static class ScriptedRegistry
{
    public static OrchestrationRegistry Orchestrator(this OrchestrationRegistry registry, string name, Func<OrchestrationContext, Task<object?>> run) =>
        registry.AddOrchestrator(name, () => new ScriptedOrchestrator(run));
}
