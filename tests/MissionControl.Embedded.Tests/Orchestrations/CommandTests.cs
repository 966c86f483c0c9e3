using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

/// <summary>Suspend, resume and terminate, with everything below the instance.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly ScriptedActivity _echo = ScriptedActivity.Echo();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Suspended_HoldsEventsBackUntilItIsResumed(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Family());
        await test.Orchestrations.ScheduleAsync("parent", null, "p");
        await test.WhenIdleAsync();

        await test.Orchestrations.SuspendAsync("p", "ann", "lunch");
        await test.Orchestrations.RaiseEventAsync("p~1", "go", 1);
        await test.CrashAsync();
        await test.WhenIdleAsync();
        var (parent, child, calls) = (test.Orchestrations.Get("p")!, test.Orchestrations.Get("p~1")!, _echo.Calls.Count);
        await test.Orchestrations.ResumeAsync("p", "ann");
        await test.WhenIdleAsync();

        Assert.Equal((OrchestrationState.Suspended, OrchestrationState.Suspended, 0), (parent.State, child.State, calls));
        Assert.Equal("1", test.Orchestrations.Get("p")!.ReadOutput<string>());
        Assert.Contains(new ExecutionSuspended("ann", "lunch"), test.Orchestrations.ReadHistory("p")!.Events);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Suspended_WithAnActivityInFlight_RecordsItsResultAndStartsNothing(Mode mode)
    {
        var first = new TaskCompletionSource<string?>();
        var registry = new OrchestrationRegistry().AddActivity("echo", _echo).AddActivity("slow", new ScriptedActivity((_, _) => first.Task))
            .Orchestrator("two", async context =>
            {
                await context.CallActivityAsync<int>("slow", 1);
                return await context.CallActivityAsync<int>("echo", 2);
            });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("two", null, "a");

        await test.Orchestrations.SuspendAsync("a");
        first.SetResult("1");
        await test.WhenIdleAsync();
        var calls = _echo.Calls.Count;
        await test.Orchestrations.ResumeAsync("a");
        await test.WhenIdleAsync();

        Assert.Equal(0, calls);
        Assert.Contains(new TaskCompleted(1, "1"), test.Orchestrations.ReadHistory("a")!.Events);
        Assert.Equal(2, test.Orchestrations.Get("a")!.ReadOutput<int>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Terminated_EndsItsChildrenAndTheirActivities(Mode mode)
    {
        var cancelled = new TaskCompletionSource();
        var registry = new OrchestrationRegistry()
            .AddActivity("hangs", new ScriptedActivity(async (context, _) =>
            {
                await using var end = context.CancellationToken.Register(cancelled.SetResult);
                await cancelled.Task;
                return "dropped";
            }))
            .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", null, "p~1"))
            .Orchestrator("child", async context => await context.CallActivityAsync<string>("hangs", null));
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("parent", null, "p");
        while (test.Orchestrations.Get("p~1") is null)
        {
            await Task.Yield();
        }

        await test.Orchestrations.TerminateAsync("p", "ann", "wrong input");
        await cancelled.Task;
        await test.WhenIdleAsync();

        Assert.Equal("wrong input", test.Orchestrations.Get("p")!.Failure!.ErrorMessage);
        Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("p~1")!.State);
        Assert.DoesNotContain(test.Orchestrations.ReadHistory("p~1")!.Events, happened => happened is TaskCompleted);
    }

    [Fact]
    public async Task Ended_TakesNoMoreEvents()
    {
        await using var test = await TestRuntime.StartAsync(new OrchestrationRegistry().Orchestrator("quick", _ => Task.FromResult<object?>(1)));
        await test.Orchestrations.ScheduleAsync("quick", null, "a");
        await test.Orchestrations.WaitForCompletionAsync("a");
        var length = test.Orchestrations.ReadHistory("a")!.Events.Count;

        await test.Orchestrations.RaiseEventAsync("a", "late", 1);
        await test.Orchestrations.RaiseEventAsync("nobody", "late", 1);

        Assert.Equal(length, test.Orchestrations.ReadHistory("a")!.Events.Count);
        Assert.Null(test.Orchestrations.Get("nobody"));
    }

    public void Dispose() => _folder.Dispose();

    private OrchestrationRegistry Family() => new OrchestrationRegistry().AddActivity("echo", _echo)
        .Orchestrator("parent", async context => await context.CallSubOrchestratorAsync<string>("child", null, "p~1"))
        .Orchestrator("child", async context =>
        {
            var n = await context.WaitForExternalEvent<int>("go");
            return (await context.CallActivityAsync<int>("echo", n)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
}
