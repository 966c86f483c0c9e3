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
