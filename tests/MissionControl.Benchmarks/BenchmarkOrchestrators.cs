using MissionControl.Runtime;

namespace MissionControl.Benchmarks;

internal sealed class EchoActivity : Activity
{
    public override Task<string?> RunAsync(ActivityContext context, string? input) => Task.FromResult(input);
}

internal sealed class SequenceOrchestrator : Orchestrator<int, int>
{
    protected override async Task<int> RunAsync(OrchestrationContext context, int input)
    {
        for (var i = 0; i < input; i++)
        {
            await context.CallActivityAsync<int>("echo", i);
        }

        return input;
    }
}

internal sealed class FanOutOrchestrator : Orchestrator<int, int>
{
    protected override async Task<int> RunAsync(OrchestrationContext context, int input) =>
        (await Task.WhenAll(Enumerable.Range(0, input).Select(i => context.CallActivityAsync<int>("echo", i)))).Length;
}

internal sealed class WaitingOrchestrator : Orchestrator<int, int>
{
    protected override async Task<int> RunAsync(OrchestrationContext context, int input) => await context.WaitForExternalEvent<int>("go");
}

/// <summary>Tells that it was begun; held, it then stays in flight until its process ends.</summary>
internal sealed class HoldActivity(Action begun, bool hold) : Activity
{
    public override async Task<string?> RunAsync(ActivityContext context, string? input)
    {
        begun();
        if (hold)
        {
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        }

        return input;
    }
}

internal sealed class HeldOrchestrator : Orchestrator<int, int>
{
    protected override async Task<int> RunAsync(OrchestrationContext context, int input) => await context.CallActivityAsync<int>("hold", input);
}
