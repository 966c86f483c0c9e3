using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class ChildTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Children_AtTheSameTime_AllAnswerTheirParent(Mode mode)
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("parent", async context => (await Task.WhenAll(
                Enumerable.Range(0, 20).Select(n => context.CallSubOrchestratorAsync<int>("child", n, $"p~{n}")))).Sum())
            .Orchestrator("child", context => Task.FromResult<object?>(context.GetInput<int>()));
        await using var test = await mode.StartAsync(_folder, registry);

        await test.Orchestrations.ScheduleAsync("parent", null, "p");

        Assert.Equal(190, (await test.Orchestrations.WaitForCompletionAsync("p")).ReadOutput<int>());
    }

    [Fact]
    public async Task Child_ThatThrows_FailsTheTaskOfItsParent()
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<int>("child", null, "p~1");
                }
                catch (SubOrchestrationFailedException error)
                {
                    return $"{error.InstanceId}: {error.Details.ErrorType} {error.Details.ErrorMessage}";
                }
            })
            .Orchestrator("child", _ => throw new TimeoutException("too late"));
        await using var test = await TestRuntime.StartAsync(registry);

        await test.Orchestrations.ScheduleAsync("parent", null, "p");

        Assert.Equal("p~1: TimeoutException too late", (await test.Orchestrations.WaitForCompletionAsync("p")).ReadOutput<string>());
    }

    [Fact]
    public async Task Child_WithAnIdInUse_FailsTheTaskAndLeavesTheOtherAlone()
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("go"))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("waits", null, "taken"));
        await using var test = await TestRuntime.StartAsync(registry);
        await test.Orchestrations.ScheduleAsync("waits", null, "taken");

        await test.Orchestrations.ScheduleAsync("parent", null, "p");
        var parent = await test.Orchestrations.WaitForCompletionAsync("p");
        await test.Orchestrations.RaiseEventAsync("taken", "go", "mine");

        Assert.Contains("in use", parent.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("mine", (await test.Orchestrations.WaitForCompletionAsync("taken")).ReadOutput<string>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Parent_ThatEnds_EndsTheChildrenItLeftOpen(Mode mode)
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("parent", context =>
            {
                _ = context.CallSubOrchestratorAsync<string>("child", null, "p~1");
                return Task.FromResult<object?>("early");
            })
            .Orchestrator("child", async context => await context.WaitForExternalEvent<string>("go"));
        await using var test = await mode.StartAsync(_folder, registry);

        await test.Orchestrations.ScheduleAsync("parent", null, "p");
        await test.WhenIdleAsync();

        Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("p~1")!.State);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Child_InheritsTheVersionOfItsParent(Mode mode)
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("parent", async context =>
            {
                await context.WaitForExternalEvent<object?>("go");
                return await context.CallSubOrchestratorAsync<string>("child", null, "p~1");
            })
            .Orchestrator("child", context => Task.FromResult<object?>(context.Version));
        await using var test = await TestRuntime.StartAsync(mode.Options(_folder, registry) with { Version = "7" });
        await test.Orchestrations.ScheduleAsync("parent", null, "p");

        await test.RestartAsync(_ => registry);
        await test.Orchestrations.RaiseEventAsync("p", "go", null);
        await test.WhenIdleAsync();

        Assert.Equal("7", test.Orchestrations.Get("p")!.ReadOutput<string>());
        Assert.IsType<ExecutionStarted>(test.Orchestrations.ReadHistory("p~1")!.Events[0]);
    }

    public void Dispose() => _folder.Dispose();
}
