using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>The next execution of the same instance.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task ContinueAsNew_ManyTimes_EndsWithTheLastExecution()
    {
        await using var runtime = await StartAsync(Counting(until: 40), version: "7");

        await runtime.ScheduleAsync("counts", 0, "a");

        Assert.Equal("a 7 40", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task ContinueAsNew_InAChild_AnswersTheParentOnceAtTheEnd()
    {
        await using var runtime = await StartAsync(Counting(until: 5)
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("counts", 0, "p~1")));

        await runtime.ScheduleAsync("parent", null, "p");

        Assert.Equal("p~1 1 5", (await runtime.EndAsync("p")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task ContinueAsNew_WithEventsWaiting_HandsThemOn()
    {
        await using var runtime = await StartAsync(Adding());
        await runtime.ScheduleAsync("adds", 0, "a");

        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => runtime.RaiseEventAsync("a", "n", n)));
        await runtime.RaiseEventAsync("a", "n", -1);

        Assert.Equal(210, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task ContinueAsNew_WithoutPreserving_DropsEventsThatWait()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("once", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                context.SetCustomStatus("second");
                return await context.WaitForExternalEvent<int>("n");
            }

            await context.WaitForExternalEvent<object?>("go");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return null;
        }));
        await runtime.ScheduleAsync("once", 0, "a");

        await runtime.RaiseEventAsync("a", "n", 1);
        await runtime.RaiseEventAsync("a", "go", null);
        await runtime.TellsAsync("a", "second");
        await runtime.RaiseEventAsync("a", "n", 2);

        Assert.Equal(2, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task ContinueAsNew_AfterAnEvent_StillDropsItsRepetition()
    {
        await using var runtime = await StartAsync(Adding());
        await runtime.ScheduleAsync("adds", 0, "a");

        await runtime.RaiseEventAsync("a", "n", 5, "e-1");
        await runtime.TellsAsync("a", 5);
        await runtime.RaiseEventAsync("a", "n", 5, "e-1");
        await runtime.RaiseEventAsync("a", "n", -1, "e-2");

        Assert.Equal(5, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact(RuntimeNeeds.ActivityEnds)]
    public async Task ContinueAsNew_WithAnActivityInFlight_DropsItsAnswer()
    {
        var (old, young) = (new TaskCompletionSource<string?>(), new TaskCompletionSource<string?>());
        var waits = new ScriptedActivity((context, input) => (input == "0" ? old : young).Task.WaitAsync(context.CancellationToken));
        await using var runtime = await StartAsync(Code.AddActivity("waits", waits).Orchestrator("restarts", async context =>
        {
            var generation = context.GetInput<int>();
            var answer = context.CallActivityAsync<string>("waits", generation);
            await context.WaitForExternalEvent<object?>("go");
            if (generation == 0)
            {
                context.ContinueAsNew(1);
                return null;
            }

            context.SetCustomStatus("went");
            return await answer;
        }));
        await runtime.ScheduleAsync("restarts", 0, "a");
        await runtime.UntilAsync(() => Task.FromResult(waits.Calls.Count == 1), "the first activity runs");
        await runtime.RaiseEventAsync("a", "go", null);
        await runtime.UntilAsync(() => Task.FromResult(waits.Calls.Count == 2), "the second activity runs");

        old.SetResult("\"old\"");
        await runtime.RaiseEventAsync("a", "go", null);
        await runtime.TellsAsync("a", "went");
        young.SetResult("\"young\"");

        Assert.Equal("young", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task ContinueAsNew_WithATimerOfAnEarlierTurn_IsNotDisturbedByIt()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("restarts", async context =>
        {
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddHours(context.GetInput<int>()), CancellationToken.None);
            if (context.GetInput<int>() == 1)
            {
                await context.WaitForExternalEvent<object?>("go");
                context.ContinueAsNew(10);
                return null;
            }

            await timer;
            return "ten hours";
        }));
        await runtime.ScheduleAsync("restarts", 1, "a");
        await runtime.RaiseEventAsync("a", "go", null);

        await runtime.ElapseAsync(TimeSpan.FromHours(9));
        var between = (await runtime.GetAsync("a"))!.State;
        await runtime.ElapseAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationState.Running, between);
        Assert.Equal("ten hours", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task ContinueAsNew_InItsFirstTurnWithATimerOpen_IsNotDisturbedByIt()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("restarts", async context =>
        {
            var hours = context.GetInput<int>();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddHours(hours), CancellationToken.None);
            if (hours == 1)
            {
                context.ContinueAsNew(10);
                return null;
            }

            await timer;
            return "ten hours";
        }));
        await runtime.ScheduleAsync("restarts", 1, "a");

        await runtime.ElapseAsync(TimeSpan.FromHours(9));
        var between = (await runtime.GetAsync("a"))!.State;
        await runtime.ElapseAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationState.Running, between);
        Assert.Equal("ten hours", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.ChildEnds)]
    public async Task ContinueAsNew_InItsFirstTurnWithAChildOpen_EndsTheChild()
    {
        await using var runtime = await StartAsync(Code
            .Orchestrator("restarts", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    _ = context.CallSubOrchestratorAsync<string>("child", null, "a~1");
                    context.ContinueAsNew(1);
                    return null;
                }

                return await context.WaitForExternalEvent<string>("go");
            })
            .Orchestrator("child", async context => await context.WaitForExternalEvent<string>("go")));

        await runtime.ScheduleAsync("restarts", 0, "a");

        Assert.Equal(OrchestrationState.Terminated, (await runtime.EndAsync("a~1")).State);
        Assert.Equal(OrchestrationState.Running, (await runtime.GetAsync("a"))!.State);
    }

    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task ContinueAsNew_KeepsNoHistoryOfWhatWasBefore()
    {
        await using var runtime = await StartAsync(Adding());
        await runtime.ScheduleAsync("adds", 0, "a");

        for (var n = 1; n <= 20; n++)
        {
            await runtime.RaiseEventAsync("a", "n", n);
        }

        await runtime.TellsAsync("a", 210);

        var history = await runtime.ReadHistoryAsync("a");
        Assert.Equal("210", Assert.IsType<ExecutionStarted>(history[0]).Input);
        Assert.True(history.Count <= 4, $"It has {history.Count} events.");
    }

    private static OrchestrationRegistry Counting(int until) => Code.AddActivity("echo", ScriptedActivity.Echo()).Orchestrator("counts", async context =>
    {
        var n = await context.CallActivityAsync<int>("echo", context.GetInput<int>());
        if (n == until)
        {
            return $"{context.InstanceId} {context.Version} {n}";
        }

        context.ContinueAsNew(n + 1);
        return null;
    });

    /// <summary>Adds one number per execution until a negative one comes.</summary>
    private static OrchestrationRegistry Adding() => Code.Orchestrator("adds", async context =>
    {
        var sum = context.GetInput<int>();
        context.SetCustomStatus(sum);
        var n = await context.WaitForExternalEvent<int>("n");
        if (n < 0)
        {
            return sum;
        }

        context.ContinueAsNew(sum + n);
        return null;
    });
}
