using System.Collections.Concurrent;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Hub;

public sealed class HubHealthTests : IDisposable
{
    private readonly FaultyHub _hub = new();
    private volatile string? _trouble;

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Health_ThroughTwoTroubles_TellsEachCauseOnceAndWhenItGoesOn()
    {
        await using var test = await StartAsync();
        var heard = new ConcurrentQueue<HubState>();
        test.Runtime.Health.Changed += heard.Enqueue;

        _trouble = "The disk is full.";
        var put = test.Stores.Assets.PutAsync("r1", "x", new byte[1], default);
        await UntilAsync(() => heard.Count == 1);
        _trouble = "The file is locked.";
        await UntilAsync(() => heard.Count == 2);
        _trouble = null;
        await put;
        await UntilAsync(() => heard.Count == 3);

        Assert.Equal([(false, "The disk is full."), (false, "The file is locked."), (true, null)], heard.Select(state => (state.IsReady, state.Reason)));
        Assert.True(test.Runtime.Health.State.IsReady);
    }

    [Fact]
    public async Task Health_WhenNobodyWritesAfterATrouble_GetsReadyByItself()
    {
        await using var test = await StartAsync();
        _trouble = "The disk is full.";
        await Assert.ThrowsAsync<HubUnavailableException>(() => test.Orchestrations.ScheduleAsync("one", null, "a"));
        Assert.Equal("The disk is full.", test.Runtime.Health.State.Reason);

        _trouble = null;

        await UntilAsync(() => test.Runtime.Health.State.IsReady);
    }

    [Fact]
    public async Task Health_OnceTheRuntimeStops_IsNotReady()
    {
        var test = await StartAsync();
        var health = test.Runtime.Health;
        await test.DisposeAsync();

        Assert.Equal((false, "The runtime is stopping."), (health.State.IsReady, health.State.Reason));
    }

    [Fact]
    public async Task Opening_OfAHubThatCannotBeWritten_AnswersAndGoesOnLater()
    {
        _trouble = "The disk is full.";
        await using var test = await StartAsync();
        await Assert.ThrowsAsync<HubUnavailableException>(() => test.Orchestrations.ScheduleAsync("one", null, "a"));

        _trouble = null;

        await UntilAsync(() => test.Runtime.Health.State.IsReady);
        Assert.True(await test.Orchestrations.ScheduleAsync("one", null, "a"));
    }

    private static async Task UntilAsync(Func<bool> fact)
    {
        while (!fact())
        {
            await Task.Yield();
        }
    }

    private Task<TestRuntime> StartAsync()
    {
        _hub.Writing = () => _trouble is { } why ? new HubUnavailableException(why, null) : null;
        return TestRuntime.StartAsync(new TestRuntimeOptions
        {
            Registry = _ => new OrchestrationRegistry().Orchestrator("one", _ => Task.FromResult<object?>(1)),
            Configure = options => options with { Store = _hub },
        });
    }
}
