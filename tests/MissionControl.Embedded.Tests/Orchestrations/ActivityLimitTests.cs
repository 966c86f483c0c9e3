using System.Collections.Concurrent;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

/// <summary>Activities with an input like "a.b:3" have the limits "a" and "b"; each waits until the test lets it end.</summary>
public sealed class ActivityLimitTests
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _begun = new();
    private readonly Dictionary<string, int> _limits = new() { ["a"] = 1, ["b"] = 2 };
    private bool _deaf;

    [Fact]
    public async Task SaturatedKey_HoldsItsOwnUpAndNoOther()
    {
        await using var test = await StartAsync("a:1", "a:2", "a:3", "c:1", "b:1", "b:2", "b:3", ":1");

        await BegunAsync("a:1", "c:1", "b:1", "b:2", ":1");
    }

    [Fact]
    public async Task Waiting_OfOneKey_GoOnInTheirOrder()
    {
        await using var test = await StartAsync("a:1", "a:2", "a:3");
        foreach (var ended in new[] { "a:1", "a:2", "a:3" })
        {
            await BegunAsync(["a:1", "a:2", "a:3"], upTo: ended);
            End(ended);
        }

        await test.WhenIdleAsync();
        Assert.Equal(["a:1", "a:2", "a:3"], _begun);
    }

    [Fact]
    public async Task OneWithTwoKeys_NeedsAPlaceUnderBoth()
    {
        await using var test = await StartAsync("b:1", "b:2", "a.b:1", "a:1");
        await BegunAsync("b:1", "b:2", "a:1");

        End("b:1");
        End("a:1");

        await BegunAsync("b:1", "b:2", "a:1", "a.b:1");
    }

    [Fact]
    public async Task SaturatedKey_TakesNoSlotOfTheHub()
    {
        await using var test = await StartAsync(slots: 2, "a:1", "a:2", "a:3", "a:4", "c:1");

        await BegunAsync("a:1", "c:1");
    }

    [Fact]
    public async Task CancelledActivityThatDoesNotListen_KeepsItsPlaceUntilItEnds()
    {
        _deaf = true;
        await using var test = await StartAsync("a:1");
        await BegunAsync("a:1");
        await test.Orchestrations.TerminateAsync("0");
        await test.Orchestrations.ScheduleAsync("one", "a:2", "next");

        Assert.Equal(["a:1"], _begun);
        End("a:1");
        await BegunAsync("a:1", "a:2");
        End("a:2");
    }

    [Fact]
    public async Task WorkThatAnActivityLeavesRunning_KeepsItsPlaceAndNotItsSlot()
    {
        var left = new TaskCompletionSource();
        await using var test = await StartAsync(slots: 1, left.Task, "a:left", "a:2", "c:1");
        await BegunAsync("a:left", "c:1");
        Assert.Equal(OrchestrationState.Completed, (await test.Orchestrations.WaitForCompletionAsync("0")).State);

        End("c:1");
        left.SetResult();

        await BegunAsync("a:left", "c:1", "a:2");
    }

    [Fact]
    public async Task SuspendedInstance_GivesItsTurnToTheNext()
    {
        await using var test = await StartAsync("a:1", "a:2", "a:3");
        await BegunAsync("a:1");
        await test.Orchestrations.SuspendAsync("1");

        End("a:1");
        await BegunAsync("a:1", "a:3");
        End("a:3");
        await test.Orchestrations.ResumeAsync("1");

        await BegunAsync("a:1", "a:3", "a:2");
    }

    [Fact]
    public async Task Stop_WhileManyWait_LeavesThemToTheNextStart()
    {
        await using var test = await StartAsync("a:1", "a:2", "a:3");
        await BegunAsync("a:1");

        await test.RestartAsync();
        foreach (var input in new[] { "a:1", "a:2", "a:3" })
        {
            End(input);
        }

        foreach (var id in new[] { "0", "1", "2" })
        {
            Assert.Equal(OrchestrationState.Completed, (await test.Orchestrations.WaitForCompletionAsync(id)).State);
        }
    }

    private void End(string input) => Gate(input).TrySetResult();

    private TaskCompletionSource Gate(string input) => _gates.GetOrAdd(input, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Completes when these have begun; no other has then.</summary>
    private async Task BegunAsync(params string[] expected)
    {
        while (_begun.Count < expected.Length)
        {
            await Task.Yield();
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), _begun.Order(StringComparer.Ordinal));
    }

    private Task BegunAsync(string[] all, string upTo) => BegunAsync(all[..(Array.IndexOf(all, upTo) + 1)]);

    private Task<TestRuntime> StartAsync(params string[] inputs) => StartAsync(100, Task.CompletedTask, inputs);

    private Task<TestRuntime> StartAsync(int slots, params string[] inputs) => StartAsync(slots, Task.CompletedTask, inputs);

    private async Task<TestRuntime> StartAsync(int slots, Task left, params string[] inputs)
    {
        var registry = new OrchestrationRegistry()
            .AddActivity("work", new ScriptedActivity(async (context, input) =>
            {
                var name = Wire.Deserialize<string>(input!)!;
                _begun.Enqueue(name);
                if (name.EndsWith("left", StringComparison.Ordinal))
                {
                    context.LeavesRunning!(left);
                    return input;
                }

                await Gate(name).Task.WaitAsync(_deaf ? CancellationToken.None : context.CancellationToken);
                return input;
            }))
            .Orchestrator("one", async context => await context.CallActivityAsync<string>("work", context.GetInput<string>()));
        var test = await TestRuntime.StartAsync(new TestRuntimeOptions
        {
            Registry = _ => registry,
            MaxConcurrentActivities = slots,
            Configure = options => options with { Limits = Limits },
        });
        for (var n = 0; n < inputs.Length; n++)
        {
            await test.Orchestrations.ScheduleAsync("one", inputs[n], $"{n}");
        }

        return test;
    }

    private IReadOnlyList<ActivityLimit> Limits(string name, string? input) =>
    [
        .. Wire.Deserialize<string>(input!)!.Split(':')[0].Split('.').Where(_limits.ContainsKey).Select(key => new ActivityLimit(key, _limits[key])),
    ];
}
