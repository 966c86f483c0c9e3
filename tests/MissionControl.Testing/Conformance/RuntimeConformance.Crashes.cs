using MissionControl.Embedded;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>The process is killed: nothing acknowledged is lost, nothing decided happens twice.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Start_BeforeACrash_IsNotLost()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));

        await runtime.ScheduleAsync("calls", 1, "a");
        await runtime.CrashAsync();
        var again = await runtime.ScheduleAsync("calls", 1, "a");
        await runtime.RaiseEventAsync("a", "go", 1);

        Assert.False(again);
        Assert.Equal(1, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task CompletedActivity_AfterACrash_IsNotRepeated()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Code.AddActivity("echo", echo).Orchestrator("calls", async context =>
        {
            var n = await context.CallActivityAsync<int>("echo", 3);
            context.SetCustomStatus("has it");
            return n + await context.WaitForExternalEvent<int>("go");
        }));
        await runtime.ScheduleAsync("calls", null, "a");
        await runtime.TellsAsync("a", "has it");

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "go", 10);

        Assert.Equal(13, (await runtime.EndAsync("a")).ReadOutput<int>());
        Assert.Single(echo.Calls);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Activity_InFlightAtACrash_RunsAgain()
    {
        var calls = 0;
        var slow = new ScriptedActivity((context, _) => Interlocked.Increment(ref calls) == 1
            ? new TaskCompletionSource<string?>().Task.WaitAsync(context.CancellationToken)
            : Task.FromResult<string?>("1"));
        await using var runtime = await StartAsync(Code.AddActivity("slow", slow).Orchestrator("one", async context => await context.CallActivityAsync<int>("slow", null)));
        await runtime.ScheduleAsync("one", null, "a");
        await runtime.UntilAsync(() => Task.FromResult(slow.Calls.Count == 1), "the activity runs");

        await runtime.CrashAsync();

        Assert.Equal(1, (await runtime.EndAsync("a")).ReadOutput<int>());
        Assert.Equal(2, slow.Calls.Count);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task EarlyEvents_BeforeACrash_AreKeptInTheirOrder()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return $"{await context.WaitForExternalEvent<int>("n")} {await context.WaitForExternalEvent<int>("n")}";
        }));
        await runtime.ScheduleAsync("waits", null, "a");

        await runtime.RaiseEventAsync("a", "n", 1);
        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "n", 2);
        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "go", null);

        Assert.Equal("1 2", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Event_RepeatedAfterACrash_IsDeliveredOnce()
    {
        await using var runtime = await StartAsync(Collecting());
        await runtime.ScheduleAsync("collects", null, "a");

        await runtime.RaiseEventAsync("a", "n", 1, "e-1");
        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "n", 1, "e-1");
        await runtime.RaiseEventAsync("a", "n", -1, "e-2");

        Assert.Equal([1], (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Event_RepeatedAfterContinueAsNewAndACrash_IsDeliveredOnce()
    {
        await using var runtime = await StartAsync(Adding());
        await runtime.ScheduleAsync("adds", 0, "a");
        await runtime.RaiseEventAsync("a", "n", 5, "e-1");
        await runtime.TellsAsync("a", 5);

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "n", 5, "e-1");
        await runtime.RaiseEventAsync("a", "n", 7, "e-2");
        await runtime.RaiseEventAsync("a", "n", -1, "e-3");

        Assert.Equal(12, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Wait_CancelledBeforeACrash_StillConsumesNothing()
    {
        await using var runtime = await StartAsync(Impatient());
        await runtime.ScheduleAsync("impatient", null, "a");
        await runtime.RaiseEventAsync("a", "enough", null);
        await runtime.TellsAsync("a", "gave up");

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "n", 5);

        Assert.Equal("True 5", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.Crash | RuntimeNeeds.VirtualTime)]
    public async Task Timer_BeforeACrash_FiresAtItsTime()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromHours(3), "a");
        await runtime.ElapseAsync(TimeSpan.FromHours(1));

        await runtime.CrashAsync();
        await runtime.ElapseAsync(TimeSpan.FromHours(5));

        Assert.Equal(TimeSpan.FromHours(3), (await runtime.EndAsync("a")).ReadOutput<TimeSpan>());
    }

    [ConformanceFact(RuntimeNeeds.Crash | RuntimeNeeds.VirtualTime)]
    public async Task Timer_DueWhileNobodyRuns_FiresAfterTheRestart()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromHours(3), "a");

        await runtime.CrashAsync(downFor: TimeSpan.FromDays(1));
        await runtime.ElapseAsync(TimeSpan.FromTicks(1));

        Assert.True((await runtime.EndAsync("a")).ReadOutput<TimeSpan>() >= TimeSpan.FromDays(1));
    }

    [ConformanceFact(RuntimeNeeds.Crash | RuntimeNeeds.VirtualTime)]
    public async Task CancelledTimer_AfterACrash_StaysCancelled()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("decided", async context =>
        {
            using var over = new CancellationTokenSource();
            var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), over.Token);
            over.Cancel();
            context.SetCustomStatus("decided");
            await context.WaitForExternalEvent<object?>("go");
            return deadline.IsCanceled;
        }));
        await runtime.ScheduleAsync("decided", null, "a");
        await runtime.TellsAsync("a", "decided");

        await runtime.CrashAsync();
        await runtime.ElapseAsync(TimeSpan.FromHours(2));
        await runtime.RaiseEventAsync("a", "go", null);

        Assert.True((await runtime.EndAsync("a")).ReadOutput<bool>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Child_StartedBeforeACrash_IsTheSameChild()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Code.AddActivity("echo", echo)
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<int>("child", 4, "p~1"))
            .Orchestrator("child", async context =>
            {
                var n = await context.CallActivityAsync<int>("echo", context.GetInput<int>());
                context.SetCustomStatus("waits");
                return n + await context.WaitForExternalEvent<int>("go");
            }));
        await runtime.ScheduleAsync("parent", null, "p");
        await runtime.TellsAsync("p~1", "waits");

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("p~1", "go", 10);

        Assert.Equal(14, (await runtime.EndAsync("p")).ReadOutput<int>());
        Assert.Single(echo.Calls);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Suspended_BeforeACrash_StaysSuspended()
    {
        var echo = ScriptedActivity.Echo();
        await using var runtime = await StartAsync(Calling(echo));
        await runtime.ScheduleAsync("calls", null, "a");
        await runtime.SuspendAsync("a");
        await runtime.RaiseEventAsync("a", "go", 1);

        await runtime.CrashAsync();
        await runtime.SettleAsync();
        var (held, calls) = ((await runtime.GetAsync("a"))!.State, echo.Calls.Count);
        await runtime.ResumeAsync("a");

        Assert.Equal((OrchestrationState.Suspended, 0), (held, calls));
        Assert.Equal(1, (await runtime.EndAsync("a")).ReadOutput<int>());
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Terminated_BeforeACrash_StaysTerminated()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));
        await runtime.ScheduleAsync("calls", null, "a");
        await runtime.TerminateAsync("a");

        await runtime.CrashAsync();
        await runtime.RaiseEventAsync("a", "go", 1);
        await runtime.SettleAsync();

        Assert.Equal(OrchestrationState.Terminated, (await runtime.GetAsync("a"))!.State);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task CustomStatus_AfterACrash_IsStillTold()
    {
        await using var runtime = await StartAsync(Calling(ScriptedActivity.Echo()));
        await runtime.ScheduleAsync("calls", null, "a");
        await runtime.TellsAsync("a", "waits");

        await runtime.CrashAsync();

        Assert.Equal("\"waits\"", (await runtime.GetAsync("a"))!.CustomStatus);
    }

    [ConformanceFact(RuntimeNeeds.Crash)]
    public async Task Version_OfTheStart_StaysWhenNewerCodeIsDeployed()
    {
        static OrchestrationRegistry Branching() => Code.Orchestrator("branches", async context =>
        {
            context.SetCustomStatus("waits");
            await context.WaitForExternalEvent<object?>("go");
            return context.Version;
        });
        await using var runtime = await StartAsync(Branching(), version: "7");
        await runtime.ScheduleAsync("branches", null, "a");
        await runtime.TellsAsync("a", "waits");

        await runtime.CrashAsync(Branching());
        await runtime.RaiseEventAsync("a", "go", null);

        Assert.Equal("7", (await runtime.EndAsync("a")).ReadOutput<string>());
    }
}
