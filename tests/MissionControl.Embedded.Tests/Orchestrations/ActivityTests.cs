using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class ActivityTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Activities_RunAtMostAsManyAtOnceAsAllowed()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (_, input) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await gate.Task;
                Interlocked.Decrement(ref now);
                return input;
            }))
            .Orchestrator("fan", async context => (await Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallActivityAsync<int>("work", n)))).Sum());
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => registry, MaxConcurrentActivities = 3 });
        await test.Orchestrations.ScheduleAsync("fan", null, "a");
        while (Volatile.Read(ref now) < 3)
        {
            await Task.Yield();
        }

        gate.SetResult();

        Assert.Equal(190, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
        Assert.Equal(3, most);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task ActivityInFlight_AtACrash_RunsAgain(Mode mode)
    {
        var calls = 0;
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (context, _) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                }

                return "1";
            }))
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null));
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("one", null, "a");
        while (Volatile.Read(ref calls) == 0)
        {
            await Task.Yield();
        }

        await test.CrashAsync();

        Assert.Equal(1, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task GracefulStop_LeavesACancelledActivityToTheNextStart()
    {
        var calls = 0;
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (context, _) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                }

                return "1";
            }))
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("work", null));
        await using var test = await TestRuntime.StartAsync(registry);
        await test.Orchestrations.ScheduleAsync("one", null, "a");

        while (Volatile.Read(ref calls) == 0)
        {
            await Task.Yield();
        }

        await test.RestartAsync();

        Assert.Equal(1, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Fact]
    public async Task FailedActivity_TellsWhatWasThrown()
    {
        var registry = new OrchestrationRegistry()
            .AddActivity("breaks", new ScriptedActivity((_, _) => throw new InvalidDataException("no such column")))
            .Orchestrator("catches", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("breaks", null);
                }
                catch (ActivityFailedException error)
                {
                    return $"{error.TaskName} {error.Details.ErrorType} {error.Details.ErrorMessage}";
                }
            });
        await using var test = await TestRuntime.StartAsync(registry);

        await test.Orchestrations.ScheduleAsync("catches", null, "a");

        Assert.Equal("breaks InvalidDataException no such column", (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<string>());
    }

    public void Dispose() => _folder.Dispose();
}
