using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>Durable timers and their cancellation.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Timer_OfAMoment_LetsTheCodeGoOnAtOrAfterItsTime()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromMilliseconds(200), "a");

        await runtime.ElapseAsync(TimeSpan.FromMilliseconds(250));

        Assert.True((await runtime.EndAsync("a")).ReadOutput<TimeSpan>() >= TimeSpan.FromMilliseconds(200));
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Timer_OfAMonth_FiresAtItsTimeAndNotBefore()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromDays(30), "a");

        await runtime.ElapseAsync(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        var before = (await runtime.GetAsync("a"))!.State;
        await runtime.ElapseAsync(TimeSpan.FromTicks(1));

        Assert.Equal(OrchestrationState.Running, before);
        Assert.Equal(TimeSpan.FromDays(30), (await runtime.EndAsync("a")).ReadOutput<TimeSpan>());
    }

    [ConformanceFact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        await using var runtime = await StartAsync(Sleeping());

        await runtime.ScheduleAsync("sleeps", TimeSpan.FromDays(-1), "a");
        await runtime.ElapseAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(OrchestrationState.Completed, (await runtime.EndAsync("a")).State);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Timers_OfOneInstance_FireInTheOrderOfTheirTimes()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("several", async context =>
        {
            var fired = new List<int>();
            await Task.WhenAll(new[] { 3, 1, 2 }.Select(async hours =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddHours(hours), CancellationToken.None);
                fired.Add(hours);
            }));
            return fired;
        }));
        await runtime.ScheduleAsync("several", null, "a");

        await runtime.ElapseAsync(TimeSpan.FromHours(3));

        Assert.Equal([1, 2, 3], (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Time_AfterATimer_IsTheTimersTimeForEveryInstance()
    {
        await using var runtime = await StartAsync(Sleeping());
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromHours(1), "a");
        await runtime.ScheduleAsync("sleeps", TimeSpan.FromHours(2), "b");

        await runtime.ElapseAsync(TimeSpan.FromHours(5));

        Assert.Equal(TimeSpan.FromHours(1), (await runtime.EndAsync("a")).ReadOutput<TimeSpan>());
        Assert.Equal(TimeSpan.FromHours(2), (await runtime.EndAsync("b")).ReadOutput<TimeSpan>());
    }

    [ConformanceFact]
    public async Task Decision_BeforeADistantDeadline_LeavesNoTimerThatHoldsTheRun()
    {
        await using var runtime = await StartAsync(Deciding());
        await runtime.ScheduleAsync("decides", TimeSpan.FromDays(30), "a");

        await runtime.RaiseEventAsync("a", "vote", "yes");

        Assert.Equal("yes, timer cancelled", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task Deadline_BeforeADecision_GivesTheWaitUp()
    {
        await using var runtime = await StartAsync(Deciding());
        await runtime.ScheduleAsync("decides", TimeSpan.FromDays(2), "a");

        await runtime.ElapseAsync(TimeSpan.FromDays(2));
        await runtime.RaiseEventAsync("a", "vote", "yes");

        Assert.Equal("late", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact(RuntimeNeeds.VirtualTime)]
    public async Task CancelledTimer_WhenItsTimeComes_StaysSilent()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("cancels", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(context.CurrentUtcDateTime.AddHours(1), cancel.Token);
            cancel.Cancel();
            await context.CreateTimer(context.CurrentUtcDateTime.AddHours(3), CancellationToken.None);
            return timer.IsCanceled;
        }));
        await runtime.ScheduleAsync("cancels", null, "a");

        await runtime.ElapseAsync(TimeSpan.FromHours(2));
        var between = (await runtime.GetAsync("a"))!.State;
        await runtime.ElapseAsync(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationState.Running, between);
        Assert.True((await runtime.EndAsync("a")).ReadOutput<bool>());
    }

    [ConformanceFact]
    public async Task Timer_WithATokenThatIsCancelledAlready_IsCancelledAtOnce()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("cancelled", context =>
            Task.FromResult<object?>(context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), new CancellationToken(canceled: true)).IsCanceled)));

        await runtime.ScheduleAsync("cancelled", null, "a");

        Assert.True((await runtime.EndAsync("a")).ReadOutput<bool>());
    }

    [ConformanceFact(RuntimeNeeds.Replay)]
    public async Task CancelledTimer_IsAnEventOfTheHistory()
    {
        await using var runtime = await StartAsync(Deciding());
        await runtime.ScheduleAsync("decides", TimeSpan.FromDays(30), "a");

        await runtime.RaiseEventAsync("a", "vote", "yes");
        await runtime.EndAsync("a");

        Assert.Single((await runtime.ReadHistoryAsync("a")).OfType<TimerCancelled>());
    }

    private static OrchestrationRegistry Sleeping() => Code.Orchestrator("sleeps", async context =>
    {
        var start = context.CurrentUtcDateTime;
        await context.CreateTimer(start + context.GetInput<TimeSpan>(), CancellationToken.None);
        return context.CurrentUtcDateTime - start;
    });

    /// <summary>A vote against a deadline, as an approval is.</summary>
    private static OrchestrationRegistry Deciding() => Code.Orchestrator("decides", async context =>
    {
        using var over = new CancellationTokenSource();
        var deadline = context.CreateTimer(context.CurrentUtcDateTime + context.GetInput<TimeSpan>(), over.Token);
        var vote = context.WaitForExternalEvent<string>("vote", over.Token);
        var first = await Task.WhenAny(vote, deadline);
        over.Cancel();
        return first == vote ? $"{await vote}, timer {(deadline.IsCanceled ? "cancelled" : "open")}" : "late";
    });
}
