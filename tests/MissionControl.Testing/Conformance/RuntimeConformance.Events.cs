using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>External events: buffered, in order, once.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task Event_RaisedBeforeItIsAwaited_IsKept()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            return $"{await context.WaitForExternalEvent<int>("n")} {await context.WaitForExternalEvent<int>("n")}";
        }));
        await runtime.ScheduleAsync("waits", null, "a");

        await runtime.RaiseEventAsync("a", "n", 1);
        await runtime.RaiseEventAsync("a", "n", 2);
        await runtime.RaiseEventAsync("a", "go", null);

        Assert.Equal("1 2", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Events_OfOneSender_ArriveInTheirOrder()
    {
        await using var runtime = await StartAsync(Collecting());
        await runtime.ScheduleAsync("collects", null, "a");

        for (var n = 1; n <= 30; n++)
        {
            await runtime.RaiseEventAsync("a", "n", n);
        }

        await runtime.RaiseEventAsync("a", "n", -1);

        Assert.Equal(Enumerable.Range(1, 30), (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact]
    public async Task Event_RaisedTwiceWithOneId_IsDeliveredOnce()
    {
        await using var runtime = await StartAsync(Collecting());
        await runtime.ScheduleAsync("collects", null, "a");

        await runtime.RaiseEventAsync("a", "n", 1, "e-1");
        await runtime.RaiseEventAsync("a", "n", 1, "e-1");
        await runtime.RaiseEventAsync("a", "n", 2, "e-2");
        await runtime.RaiseEventAsync("a", "n", 1, "e-1");
        await runtime.RaiseEventAsync("a", "n", -1, "e-3");

        Assert.Equal([1, 2], (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact]
    public async Task Events_WithoutIds_AreAllDelivered()
    {
        await using var runtime = await StartAsync(Collecting());
        await runtime.ScheduleAsync("collects", null, "a");

        await runtime.RaiseEventAsync("a", "n", 5);
        await runtime.RaiseEventAsync("a", "n", 5);
        await runtime.RaiseEventAsync("a", "n", -1);

        Assert.Equal([5, 5], (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact]
    public async Task Events_OfOtherNames_DoNotWakeTheWaiter()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context => await context.WaitForExternalEvent<string>("mine")));
        await runtime.ScheduleAsync("waits", null, "a");

        await runtime.RaiseEventAsync("a", "other", "wrong");
        await runtime.RaiseEventAsync("a", "Mine", "wrong too");
        await runtime.RaiseEventAsync("a", "mine", "right");

        Assert.Equal("right", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Waiters_OfOneName_AreServedInTheirOrder()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context =>
        {
            var (first, second) = (context.WaitForExternalEvent<int>("n"), context.WaitForExternalEvent<int>("n"));
            return $"{await first} {await second}";
        }));
        await runtime.ScheduleAsync("waits", null, "a");

        await runtime.RaiseEventAsync("a", "n", 1);
        await runtime.RaiseEventAsync("a", "n", 2);

        Assert.Equal("1 2", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Wait_ThatWasCancelled_ConsumesNothing()
    {
        await using var runtime = await StartAsync(Impatient());
        await runtime.ScheduleAsync("impatient", null, "a");
        await runtime.RaiseEventAsync("a", "enough", null);
        await runtime.TellsAsync("a", "gave up");

        await runtime.RaiseEventAsync("a", "n", 5);

        Assert.Equal("True 5", (await runtime.EndAsync("a")).ReadOutput<string>());
    }

    [ConformanceFact]
    public async Task Event_WithARecord_ArrivesWhole()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("waits", async context => await context.WaitForExternalEvent<Order>("order")));
        await runtime.ScheduleAsync("waits", null, "a");

        await runtime.RaiseEventAsync("a", "order", new Order("o-1", 3, ["x"]));

        var order = (await runtime.EndAsync("a")).ReadOutput<Order>()!;
        Assert.Equal(("o-1", 3, "x"), (order.Id, order.Pieces, order.Tags[0]));
    }

    [ConformanceFact]
    public async Task SentEvents_ToAnotherInstance_ArriveOnceAndInOrder()
    {
        await using var runtime = await StartAsync(Collecting().Orchestrator("sends", context =>
        {
            foreach (var n in new[] { 4, 2, 9, -1 })
            {
                context.SendEvent("a", "n", n);
            }

            return Task.FromResult<object?>("sent");
        }));
        await runtime.ScheduleAsync("collects", null, "a");

        await runtime.ScheduleAsync("sends", null, "b");

        Assert.Equal([4, 2, 9], (await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
    }

    [ConformanceFact]
    public async Task Event_ToNobody_IsDropped()
    {
        await using var runtime = await StartAsync(Collecting().Orchestrator("sends", context =>
        {
            context.SendEvent("nobody", "n", 1);
            return Task.FromResult<object?>("sent");
        }));

        await runtime.RaiseEventAsync("a", "n", 1);
        await runtime.ScheduleAsync("sends", null, "b");
        await runtime.EndAsync("b");
        await runtime.ScheduleAsync("collects", null, "a");
        await runtime.RaiseEventAsync("a", "n", -1);

        Assert.Empty((await runtime.EndAsync("a")).ReadOutput<List<int>>()!);
        Assert.Null(await runtime.GetAsync("nobody"));
    }

    [ConformanceFact]
    public async Task Event_ToAnEndedInstance_ChangesNothing()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("quick", _ => Task.FromResult<object?>(1)));
        await runtime.ScheduleAsync("quick", null, "a");
        var before = await runtime.EndAsync("a");

        await runtime.RaiseEventAsync("a", "late", 1);
        await runtime.SettleAsync();

        Assert.Equal(before, await runtime.GetAsync("a"));
    }

    /// <summary>Lists numbers until a negative one comes.</summary>
    private static OrchestrationRegistry Collecting() => Code.Orchestrator("collects", async context =>
    {
        var all = new List<int>();
        for (var n = await context.WaitForExternalEvent<int>("n"); n >= 0; n = await context.WaitForExternalEvent<int>("n"))
        {
            all.Add(n);
        }

        return all;
    });

    /// <summary>Gives one wait up and waits anew.</summary>
    private static OrchestrationRegistry Impatient() => Code.Orchestrator("impatient", async context =>
    {
        using var enough = new CancellationTokenSource();
        var given = context.WaitForExternalEvent<int>("n", enough.Token);
        await Task.WhenAny(given, context.WaitForExternalEvent<object?>("enough"));
        enough.Cancel();
        context.SetCustomStatus("gave up");
        return $"{given.IsCanceled} {await context.WaitForExternalEvent<int>("n")}";
    });
}
