using MissionControl.Embedded;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Starts, inputs, outputs, identity.</summary>
public abstract partial class RuntimeConformance
{
    private sealed record Order(string Id, int Pieces, IReadOnlyList<string> Tags);

    [ConformanceFact]
    public async Task Orchestration_WithARecord_GetsItsInputAndReturnsItsOutput()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("doubles", context =>
        {
            var order = context.GetInput<Order>()!;
            return Task.FromResult<object?>(order with { Pieces = order.Pieces * 2 });
        }));

        await runtime.ScheduleAsync("doubles", new Order("o-1", 4, ["späť", "<b>"]), "a");

        var doubled = (await runtime.EndAsync("a")).ReadOutput<Order>()!;
        Assert.Equal(("o-1", 8), (doubled.Id, doubled.Pieces));
        Assert.Equal(["späť", "<b>"], doubled.Tags);
    }

    [ConformanceFact]
    public async Task Orchestration_WithoutInputAndOutput_Completes()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("empty", context => Task.FromResult<object?>(context.GetInput<Order>())));

        await runtime.ScheduleAsync("empty", null, "a");
        var end = await runtime.EndAsync("a");

        Assert.Equal((OrchestrationState.Completed, null), (end.State, end.Output));
    }

    [ConformanceFact]
    public async Task Orchestration_ThatThrows_FailsWithTypeAndMessage()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("breaks", _ => throw new InvalidDataException("no such column")));

        await runtime.ScheduleAsync("breaks", null, "a");
        var end = await runtime.EndAsync("a");

        Assert.Equal(OrchestrationState.Failed, end.State);
        Assert.Equal((nameof(InvalidDataException), "no such column"), (end.Failure!.ErrorType, end.Failure.ErrorMessage));
    }

    [ConformanceFact]
    public async Task Orchestration_AtTheTop_KnowsItsIdAndHasNoParent()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("who", context => Task.FromResult<object?>($"{context.InstanceId}/{context.ParentInstanceId ?? "none"}")));

        await runtime.ScheduleAsync("who", null, "order-1");

        Assert.Equal("order-1/none", (await runtime.EndAsync("order-1")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Orchestration_Started_HasTheVersionOfItsCode()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("version", context => Task.FromResult<object?>(context.Version)), version: "7");

        await runtime.ScheduleAsync("version", null, "a");

        Assert.Equal("7", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Guids_OfOneInstanceAndOfOthers_AllDiffer()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("guids", context => Task.FromResult<object?>(new[] { context.NewGuid(), context.NewGuid() })));

        await runtime.ScheduleAsync("guids", null, "a");
        await runtime.ScheduleAsync("guids", null, "b");
        var guids = (await runtime.EndAsync("a")).ReadOutput<Guid[]>()!.Concat((await runtime.EndAsync("b")).ReadOutput<Guid[]>()!);

        Assert.Equal(4, guids.Distinct().Count());
    }

    [ConformanceFact]
    public async Task Orchestrations_ManyAtTheSameTime_EachReturnTheirOwn()
    {
        await using var runtime = await StartAsync(Code.AddActivity("echo", ScriptedActivity.Echo())
            .Orchestrator("echoes", async context => await context.CallActivityAsync<int>("echo", context.GetInput<int>())));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => runtime.ScheduleAsync("echoes", n, $"a-{n}")));
        var ends = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => runtime.EndAsync($"a-{n}")));

        Assert.Equal(Enumerable.Range(0, 40), ends.Select(end => end.ReadOutput<int>()));
    }

    [ConformanceFact]
    public async Task Start_AgainWithTheSameInput_IsTheSameInstance()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Code.AddActivity("echo", echo)
            .Orchestrator("echoes", async context => await context.CallActivityAsync<int>("echo", context.GetInput<int>())));

        var starts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => runtime.ScheduleAsync("echoes", 1, "a")));
        await runtime.EndAsync("a");
        var late = await runtime.ScheduleAsync("echoes", 1, "a");
        await runtime.SettleAsync();

        Assert.Single(starts, started => started);
        Assert.False(late);
        Assert.Single(echo.Calls);
    }

    [ConformanceFact]
    public async Task Start_WithAnotherInput_IsAConflictAndLeavesTheFirstAlone()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context => context.GetInput<int>() + await context.WaitForExternalEvent<int>("go")));
        await runtime.ScheduleAsync("waits", 1, "a");

        await Assert.ThrowsAsync<ArgumentException>(() => runtime.ScheduleAsync("waits", 2, "a"));
        await runtime.RaiseEventAsync("a", "go", 10);

        Assert.Equal(11, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task Start_OfAnUnknownOrchestrator_IsRefused()
    {
        await using var runtime = await StartAsync(Code);

        await Assert.ThrowsAsync<ArgumentException>(() => runtime.ScheduleAsync("nothing", null, "a"));

        Assert.Null(await runtime.GetAsync("a"));
    }

    [ConformanceFact]
    public async Task Time_WithinATurn_StandsStill()
    {
        await using var runtime = await StartAsync(Code.AddActivity("echo", ScriptedActivity.Echo()).Orchestrator("clock", async context =>
        {
            var (first, second) = (context.CurrentUtcDateTime, context.CurrentUtcDateTime);
            await context.CallActivityAsync<int>("echo", 1);
            return first == second && context.CurrentUtcDateTime >= first;
        }));

        await runtime.ScheduleAsync("clock", null, "a");

        Assert.True((await runtime.EndAsync("a")).ReadOutput<bool>());
    }
}
