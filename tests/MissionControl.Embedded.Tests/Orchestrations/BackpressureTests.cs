using MissionControl.Embedded.Tests.Hub;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class BackpressureTests : IDisposable
{
    private const int Flood = 200_000;
    private const int MostStarts = 5_000;

    private readonly FaultyHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task Starts_FasterThanTheDisk_AreRefusedBeyondTheirBoundAndTakeNoMemory()
    {
        using var disk = new ManualResetEventSlim();
        await using var test = await StartAsync(new OrchestrationRegistry().Orchestrator("one", _ => Task.FromResult<object?>(1)));
        _hub.Writing = () =>
        {
            disk.Wait();
            return null;
        };
        var (taken, refused) = (new List<Task>(), 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var n = 0; n < Flood; n++)
        {
            var start = test.Orchestrations.ScheduleAsync("one", n, $"i{n}");
            if (start.IsFaulted)
            {
                Assert.IsType<HubBusyException>(start.Exception!.InnerException);
                refused++;
            }
            else
            {
                taken.Add(start);
            }
        }

        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        disk.Set();
        await Task.WhenAll(taken);

        Assert.Equal((MostStarts, Flood - MostStarts), (taken.Count, refused));
        Assert.InRange(memory, 0, Flood * 1_000L);
        Assert.True(await test.Orchestrations.ScheduleAsync("one", 1, "later"));
    }

    [Fact]
    public async Task BusyHub_TellsWhyAndWhenToTryAgain()
    {
        using var disk = new ManualResetEventSlim();
        await using var test = await StartAsync(new OrchestrationRegistry().Orchestrator("one", _ => Task.FromResult<object?>(1)), starts: 1);
        _hub.Writing = () =>
        {
            disk.Wait();
            return null;
        };
        var first = test.Orchestrations.ScheduleAsync("one", 1, "a");

        var busy = await Assert.ThrowsAsync<HubBusyException>(() => test.Orchestrations.ScheduleAsync("one", 1, "b"));

        disk.Set();
        await first;
        Assert.Contains("1 starts wait for the disk", busy.Message, StringComparison.Ordinal);
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.Null(test.Orchestrations.Get("b"));
    }

    [Fact]
    public async Task ActivitiesBeyondTheirBound_StayOnTheDiskAndAllRunOnce()
    {
        var calls = 0;
        var gate = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (_, input) =>
            {
                Interlocked.Increment(ref calls);
                await gate.Task;
                return input;
            }))
            .Orchestrator("fan", async context => (await Task.WhenAll(Enumerable.Range(0, 50).Select(n => context.CallActivityAsync<int>("work", n)))).Sum());
        await using var test = await StartAsync(registry, activities: 20);
        await test.Orchestrations.ScheduleAsync("fan", null, "a");
        await test.Orchestrations.RaiseEventAsync("a", "seen", null);

        var busy = await Assert.ThrowsAsync<HubBusyException>(() => test.Orchestrations.ScheduleAsync("fan", null, "b"));
        gate.SetResult();

        Assert.Contains("activities wait for their turn", busy.Message, StringComparison.Ordinal);
        Assert.Equal(1225, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
        Assert.Equal(50, calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ManyInstancesBeyondTheBound_AllEnd(bool evicted)
    {
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (_, input) =>
            {
                await Task.Yield();
                return input;
            }))
            .Orchestrator("two", async context => await context.CallActivityAsync<int>("work", 1) + await context.CallActivityAsync<int>("work", 2))
            .Orchestrator("parent", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 300).Select(n => context.CallSubOrchestratorAsync<int>("two", null, $"a~{n}")))).Sum());
        await using var test = await StartAsync(registry, activities: 7, evicted: evicted);
        await test.Orchestrations.ScheduleAsync("parent", null, "a");

        Assert.Equal(900, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InstancesBeyondTheBound_ThatEndBeforeThereIsRoom_HoldNobodyUp(bool limited)
    {
        var gate = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (_, _) =>
            {
                await gate.Task;
                return "1";
            }))
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null))
            .Orchestrator("parent", async context =>
            {
                var done = 0;
                foreach (var child in Enumerable.Range(0, 30).Select(n => context.CallSubOrchestratorAsync<int>("one", null, $"a~{n:00}")).ToList())
                {
                    try
                    {
                        done += await child;
                    }
                    catch (SubOrchestrationFailedException)
                    {
                        done += 100;
                    }
                }

                return done;
            });
        await using var test = await StartAsync(registry, activities: 2, limits: limited ? (_, _) => [new ActivityLimit("work", 1)] : null);
        await test.Orchestrations.ScheduleAsync("parent", null, "a");
        foreach (var n in Enumerable.Range(1, 25))
        {
            await test.Orchestrations.TerminateAsync($"a~{n:00}");
        }

        gate.SetResult();

        Assert.Equal(2505, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    private Task<TestRuntime> StartAsync(OrchestrationRegistry registry, int starts = MostStarts, int activities = 10_000, bool evicted = false, Func<string, string?, IReadOnlyList<ActivityLimit>>? limits = null) => TestRuntime.StartAsync(new TestRuntimeOptions
    {
        Registry = _ => registry,
        MaxConcurrentActivities = 4,
        EvictAfterEveryCommit = evicted,
        Configure = options => options with { Store = _hub, MaxQueuedStarts = starts, MaxQueuedActivities = activities, Limits = limits },
    });
}
