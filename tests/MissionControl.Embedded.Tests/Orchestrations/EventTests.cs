using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class EventTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Event_RaisedTwiceWithOneId_IsDeliveredOnce(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Collector());
        await test.Orchestrations.ScheduleAsync("collect", 0, "a");

        await test.Orchestrations.RaiseEventAsync("a", "n", 1, "e-1");
        await test.CrashAsync();
        await test.Orchestrations.RaiseEventAsync("a", "n", 1, "e-1");
        await test.Orchestrations.RaiseEventAsync("a", "n", 2, "e-2");
        await test.Orchestrations.RaiseEventAsync("a", "n", 1, "e-1");
        await test.Orchestrations.RaiseEventAsync("a", "n", -1, "e-3");

        Assert.Equal(3, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task ContinueAsNew_KeepsUnprocessedEventsAndForgetsTheHistory(Mode mode)
    {
        var registry = new OrchestrationRegistry().Orchestrator("counts", async context =>
        {
            var sum = context.GetInput<int>();
            var n = await context.WaitForExternalEvent<int>("n");
            if (n < 0)
            {
                return sum;
            }

            context.ContinueAsNew(sum + n);
            return null;
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("counts", 0, "a");

        await Task.WhenAll(Enumerable.Range(1, 50).Select(n => test.Orchestrations.RaiseEventAsync("a", "n", n, $"e-{n}")));
        await test.CrashAsync();
        await test.Orchestrations.RaiseEventAsync("a", "n", 50, "e-50");
        await test.WhenIdleAsync();
        var length = test.Orchestrations.ReadHistory("a")!.Events.Count;
        await test.Orchestrations.RaiseEventAsync("a", "n", -1);

        Assert.Equal(1275, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
        Assert.Equal(2, length);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsUnprocessedEvents()
    {
        var registry = new OrchestrationRegistry().Orchestrator("once", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<object?>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return null;
            }

            return await context.WaitForExternalEvent<int>("n");
        });
        await using var test = await TestRuntime.StartAsync(registry);
        await test.Orchestrations.ScheduleAsync("once", 0, "a");

        await test.Orchestrations.RaiseEventAsync("a", "n", 1);
        await test.Orchestrations.RaiseEventAsync("a", "go", null);
        await test.Orchestrations.RaiseEventAsync("a", "n", 2);

        Assert.Equal(2, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Wait_ThatWasCancelled_LeavesTheEventToTheNextOne(Mode mode)
    {
        var registry = new OrchestrationRegistry().Orchestrator("impatient", async context =>
        {
            using var enough = new CancellationTokenSource();
            var given = context.WaitForExternalEvent<int>("n", enough.Token);
            var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), CancellationToken.None);
            await Task.WhenAny(given, deadline);
            enough.Cancel();
            return given.IsCanceled ? await context.WaitForExternalEvent<int>("n") : -1;
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("impatient", null, "a");

        await test.AdvanceAsync(TimeSpan.FromHours(1));
        await test.Orchestrations.RaiseEventAsync("a", "n", 5);

        Assert.Equal(5, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task SentEvent_ReachesTheOtherInstanceOnce(Mode mode)
    {
        var registry = Collector().Orchestrator("sends", context =>
        {
            context.SendEvent("a", "n", 4);
            context.SendEvent("a", "n", -1);
            context.SendEvent("nobody", "n", 4);
            return Task.FromResult<object?>(null);
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("collect", 0, "a");

        await test.Orchestrations.ScheduleAsync("sends", null, "b");

        Assert.Equal(4, (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<int>());
        Assert.Equal(2, test.Orchestrations.ReadHistory("a")!.Events.OfType<EventRaised>().Count());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task CancelledTimer_HoldsNothingUp(Mode mode)
    {
        var registry = new OrchestrationRegistry().Orchestrator("decided", async context =>
        {
            using var decided = new CancellationTokenSource();
            var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddDays(30), decided.Token);
            var vote = context.WaitForExternalEvent<string>("vote");
            var first = await Task.WhenAny(vote, deadline);
            decided.Cancel();
            return first == vote ? await vote : "late";
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("decided", null, "a");
        await test.WhenIdleAsync();

        await test.Orchestrations.RaiseEventAsync("a", "vote", "yes");

        Assert.Equal("yes", (await test.Orchestrations.WaitForCompletionAsync("a")).ReadOutput<string>());
        Assert.Contains(new TimerCancelled(1), test.Orchestrations.ReadHistory("a")!.Events);
        await test.CrashAsync();
        await test.AdvanceAsync(TimeSpan.FromDays(40));
        Assert.Equal("yes", test.Orchestrations.Get("a")!.ReadOutput<string>());
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Adds numbers until a negative one comes.</summary>
    private static OrchestrationRegistry Collector() => new OrchestrationRegistry().Orchestrator("collect", async context =>
    {
        var sum = 0;
        for (var n = await context.WaitForExternalEvent<int>("n"); n >= 0; n = await context.WaitForExternalEvent<int>("n"))
        {
            sum += n;
        }

        return sum;
    });
}
