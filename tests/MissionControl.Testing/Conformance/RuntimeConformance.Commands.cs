using MissionControl.Embedded;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Suspend, resume and terminate, with everything below the instance.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Suspended_HoldsEventsBackUntilItIsResumed()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Calling(echo));
        await runtime.ScheduleAsync("calls", null, "a");

        await runtime.SuspendAsync("a");
        await runtime.RaiseEventAsync("a", "go", 1);
        await runtime.SettleAsync();
        var (held, calls) = ((await runtime.GetAsync("a"))!.State, echo.Calls.Count);
        await runtime.ResumeAsync("a");

        Assert.Equal((OrchestrationState.Suspended, 0), (held, calls));
        Assert.Equal(1, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task Suspended_HoldsItsChildrenBackToo()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Calling(echo)
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<int>("calls", null, "p~1")));
        await runtime.ScheduleAsync("parent", null, "p");
        await runtime.TellsAsync("p~1", "waits");

        await runtime.SuspendAsync("p");
        await runtime.UntilAsync(async () => (await runtime.GetAsync("p~1"))!.State == OrchestrationState.Suspended, "the child is suspended");
        await runtime.RaiseEventAsync("p~1", "go", 1);
        await runtime.SettleAsync();
        var calls = echo.Calls.Count;
        await runtime.ResumeAsync("p");

        Assert.Equal(0, calls);
        Assert.Equal(1, (await runtime.EndAsync("p")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task Suspended_WithAnActivityInFlight_TakesItsResultAndStartsNothing()
    {
        var (echo, first) = (ScriptedActivity.Echo(), new TaskCompletionSource<string?>());
        var slow = new ScriptedActivity((context, _) => first.Task.WaitAsync(context.CancellationToken));
        await using var runtime = await StartAsync(Code.AddActivity("echo", echo).AddActivity("slow", slow)
            .Orchestrator("two", async context => await context.CallActivityAsync<int>("echo", await context.CallActivityAsync<int>("slow", null))));
        await runtime.ScheduleAsync("two", null, "a");
        await runtime.UntilAsync(() => Task.FromResult(slow.Calls.Count == 1), "the first activity runs");

        await runtime.SuspendAsync("a");
        first.SetResult("3");
        await runtime.SettleAsync();
        var calls = echo.Calls.Count;
        await runtime.ResumeAsync("a");

        Assert.Equal(0, calls);
        Assert.Equal(3, (await runtime.EndAsync("a")).ReadOutput<int>());
        Assert.Single(slow.Calls);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Suspended_WithATimerDue_GoesOnWhenItIsResumed()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromHours(1), "a");

        await runtime.SuspendAsync("a");
        await runtime.ElapseAsync(TimeSpan.FromHours(2));
        var held = (await runtime.GetAsync("a"))!.State;
        await runtime.ResumeAsync("a");

        Assert.Equal(OrchestrationState.Suspended, held);
        Assert.Equal(TimeSpan.FromHours(2), (await runtime.EndAsync("a")).ReadOutput<TimeSpan>());
    }

    [ConformanceFact]
    public async Task Resume_OfARunningInstance_ChangesNothing()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));
        await runtime.ScheduleAsync("calls", null, "a");

        await runtime.ResumeAsync("a");
        await runtime.RaiseEventAsync("a", "go", 1);

        Assert.Equal(1, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact]
    public async Task Terminated_EndsAtOnceWithTheReason()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));
        await runtime.ScheduleAsync("calls", null, "a");

        await runtime.TerminateAsync("a", "wrong input");
        var end = await runtime.EndAsync("a");

        Assert.Equal(OrchestrationState.Terminated, end.State);
        Assert.Contains("wrong input", end.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public async Task Terminated_EndsEverythingBelow()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo())
            .Orchestrator("top", async context => await context.CallSubOrchestratorAsync<int>("middle", null, "t~m"))
            .Orchestrator("middle", async context => await context.CallSubOrchestratorAsync<int>("calls", null, "t~c")));
        await runtime.ScheduleAsync("top", null, "t");
        await runtime.TellsAsync("t~c", "waits");

        await runtime.TerminateAsync("t");
        var ends = new[] { await runtime.EndAsync("t"), await runtime.EndAsync("t~m"), await runtime.EndAsync("t~c") };

        Assert.All(ends, end => Assert.Equal(OrchestrationState.Terminated, end.State));
    }

    [ConformanceFact(RuntimeNeeds.ActivityEnds)]
    public async Task Terminated_WithAnActivityInFlight_CancelsItAndDropsItsResult()
    {
        var cancelled = new TaskCompletionSource();
        var hangs = new ScriptedActivity(async (context, _) =>
        {
            await using var end = context.CancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return "1";
        });
        await using var runtime = await StartAsync(Code.AddActivity("hangs", hangs)
            .Orchestrator("one", async context => await context.CallActivityAsync<int>("hangs", null)));
        await runtime.ScheduleAsync("one", null, "a");
        await runtime.UntilAsync(() => Task.FromResult(hangs.Calls.Count == 1), "the activity runs");

        await runtime.TerminateAsync("a");
        await runtime.UntilAsync(() => Task.FromResult(cancelled.Task.IsCompleted), "the activity is cancelled");
        await runtime.SettleAsync();

        Assert.Equal(OrchestrationState.Terminated, (await runtime.EndAsync("a")).State);
    }

    [ConformanceFact]
    public async Task Suspended_CanBeTerminated()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));
        await runtime.ScheduleAsync("calls", null, "a");

        await runtime.SuspendAsync("a");
        await runtime.TerminateAsync("a");

        Assert.Equal(OrchestrationState.Terminated, (await runtime.EndAsync("a")).State);
    }

    [ConformanceFact]
    public async Task Ended_TakesNoCommands()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("quick", _ => Task.FromResult<object?>(1)));
        await runtime.ScheduleAsync("quick", null, "a");
        await runtime.EndAsync("a");

        await runtime.SuspendAsync("a");
        await runtime.TerminateAsync("a");
        await runtime.SettleAsync();

        Assert.Equal(OrchestrationState.Completed, (await runtime.GetAsync("a"))!.State);
    }

    /// <summary>Waits for a number and calls the activity with it.</summary>
    private static OrchestrationRegistry Calling(Activity echo) => Code.AddActivity("echo", echo).Orchestrator("calls", async context =>
    {
        context.SetCustomStatus("waits");
        return await context.CallActivityAsync<int>("echo", await context.WaitForExternalEvent<int>("go"));
    });
}
