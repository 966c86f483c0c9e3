using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class ReplayTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task ChangedCode_StopsTheInstanceAndGoesOnOnceItFitsAgain(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Charging("charge"));
        await test.Orchestrations.ScheduleAsync("pay", null, "a");
        await test.WhenIdleAsync();
        var before = test.Orchestrations.ReadHistory("a")!.Events;

        await test.RestartAsync(_ => Charging("refund"));
        await test.Orchestrations.RaiseEventAsync("a", "go", "ann", "e-1");
        await test.WhenIdleAsync();
        var stopped = test.Orchestrations.Get("a")!;
        var after = test.Orchestrations.ReadHistory("a")!.Events;
        await test.CrashAsync(_ => Charging("charge"));
        await test.Orchestrations.ResumeAsync("a");

        Assert.Equal(OrchestrationState.Stopped, stopped.State);
        Assert.Contains("at event 3: recorded activity 'charge' (task 1), the code asked for activity 'refund' (task 1)", stopped.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal("charge ann", (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<string>());
    }

    [Fact]
    public async Task Stopped_CanBeTerminatedWithoutItsCode()
    {
        await using var test = await TestRuntime.StartAsync(Charging("charge"));
        await test.Orchestrations.ScheduleAsync("pay", null, "a");
        await test.WhenIdleAsync();

        await test.RestartAsync(_ => new OrchestrationRegistry());
        await test.Orchestrations.RaiseEventAsync("a", "go", "ann");
        await test.WhenIdleAsync();
        var stopped = test.Orchestrations.Get("a")!;
        await test.Orchestrations.TerminateAsync("a");

        Assert.Contains("No orchestrator is registered as 'pay'", stopped.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("a")!.State);
    }

    [Fact]
    public async Task Replay_SeesTheSameTimeAndTheSameGuids()
    {
        var seen = new List<string>();
        var registry = new OrchestrationRegistry().AddActivity("echo", ScriptedActivity.Echo()).Orchestrator("ids", async context =>
        {
            var first = $"{context.CurrentUtcDateTime:O} {context.NewGuid()} {context.NewGuid()}";
            seen.Add(first);
            await context.CallActivityAsync<int>("echo", 1);
            await context.WaitForExternalEvent<object?>("go");
            return context.IsReplaying;
        });
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => registry, EvictAfterEveryCommit = true });

        await test.Orchestrations.ScheduleAsync("ids", null, "a");
        await test.AdvanceAsync(TimeSpan.FromHours(3));
        await test.Orchestrations.RaiseEventAsync("a", "go", null);
        await test.WhenIdleAsync();

        Assert.True(seen.Count > 1);
        Assert.Single(seen.Distinct());
        Assert.False(test.Orchestrations.Get("a")!.ReadOutput<bool>());
    }

    [Fact]
    public async Task ForeignTask_Awaited_FailsTheInstanceAndNamesTheCure()
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registry = new OrchestrationRegistry().Orchestrator("stray", async _ =>
        {
            await foreign.Task;
            return null;
        });
        await using var test = await TestRuntime.StartAsync(registry);
        await test.Orchestrations.ScheduleAsync("stray", null, "a");

        await Task.Factory.StartNew(foreign.SetResult, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var status = await test.Orchestrations.WaitForCompletionAsync("a");

        Assert.Contains("Await only what the context hands out", status.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AgainWithTheSameInput_IsTheSameInstance()
    {
        await using var test = await TestRuntime.StartAsync(Charging("charge"));

        var starts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => test.Orchestrations.ScheduleAsync("pay", 1, "a")));
        var other = await Assert.ThrowsAsync<ArgumentException>(() => test.Orchestrations.ScheduleAsync("pay", 2, "a"));

        Assert.Single(starts, started => started);
        Assert.Contains("taken by another start", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingActivity_FailsTheTask()
    {
        var registry = new OrchestrationRegistry().Orchestrator("calls", async context => await context.CallActivityAsync<int>("nothing", 1));
        await using var test = await TestRuntime.StartAsync(registry);

        await test.Orchestrations.ScheduleAsync("calls", null, "a");

        Assert.Contains("No activity is registered as 'nothing'", (await test.Orchestrations.WaitForCompletionAsync("a")).Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static OrchestrationRegistry Charging(string activity) => new OrchestrationRegistry()
        .AddActivity(activity, new ScriptedActivity((context, _) => Task.FromResult<string?>($"\"{context.Name}\"")))
        .Orchestrator("pay", async context => await context.CallActivityAsync<string>(activity, null) + " " + await context.WaitForExternalEvent<string>("go"));
}
