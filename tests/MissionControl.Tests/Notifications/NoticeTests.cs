using MissionControl.Notifications;
using MissionControl.Runtime;
using MissionControl.Testing;
using MissionControl.Testing.Notifications;
using MissionControl.Tests.Portfolio;

namespace MissionControl.Tests.Notifications;

/// <summary>What is told of risks and triggers.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task Notices_OfRisksAndTriggers_AreToldOnceOnEveryChannelAcrossRestarts()
    {
        await using var hub = await TestHub.OpenAsync();
        var (mail, hook) = (new ScriptedChannel("email", recipients: ["ann"]), new ScriptedChannel("hook"));
        var (one, two) = (TestHub.Risk("a", "M1", TestHub.Noon.AddHours(-1)), TestHub.Risk("b", "M2", TestHub.Noon.AddHours(-1), "critical"));
        await hub.RaiseAsync(one);
        await hub.RaiseAsync(two);
        await hub.Tick.RunRollupAsync(TestHub.Noon, default);
        await Dispatcher(hub.Runtime, mail, hook).RunOnceAsync(default);
        await hub.Runtime.CrashAsync();
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await hub.RaiseAsync(one.Close("ann", hub.Clock.GetUtcNow(), "seen to"));
        await hub.Tick.RunRollupAsync(hub.Clock.GetUtcNow(), default);

        await Dispatcher(hub.Runtime, mail, hook).RunOnceAsync(default);
        await Dispatcher(hub.Runtime, mail, hook).RunOnceAsync(default);

        string[] expected = ["risk.opened", "risk.opened", "trigger.cleared", "trigger.fired"];
        Assert.Equal(expected, mail.Tried.Select(one => one.Notification.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(expected, hook.Tried.Select(one => one.Notification.Kind).Order(StringComparer.Ordinal));
        Assert.All(mail.Tried, delivery => Assert.False(delivery.IsRepeat));
        Assert.Empty(await hub.Runtime.Stores.Notices.ListAsync(10, default));
    }

    [Fact]
    public async Task Notices_WhoseProcessDiedBeforeTheyWereTakenAway_MakeTheSameDeliveriesAgain()
    {
        await using var hub = await TestHub.OpenAsync();
        var hook = new ScriptedChannel("hook");
        await hub.RaiseAsync(TestHub.Risk("a", "M1", TestHub.Noon));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Dispatcher(hub.Runtime, new Dying(hub.Runtime.Stores.Notices), hook).RunOnceAsync(default));
        Assert.Single(await hub.Runtime.Stores.Notices.ListAsync(10, default));
        await hub.Runtime.CrashAsync();
        await Dispatcher(hub.Runtime, hook).RunOnceAsync(default);

        Assert.Equal("Risk odd_risk is high: Something is odd.", Assert.Single(hook.Tried).Notification.Title);
        Assert.Empty(await hub.Runtime.Stores.Notices.ListAsync(10, default));
    }

    [Fact]
    public async Task Notices_ThatLieBackLongerThanAWeek_AreTakenAwayAndToldToNobody()
    {
        await using var hub = await TestHub.OpenAsync();
        var hook = new ScriptedChannel("hook");
        await hub.RaiseAsync(TestHub.Risk("a", "M1", TestHub.Noon));
        await hub.RaiseAsync(TestHub.Risk("b", "M2", TestHub.Noon));
        await hub.Tick.RunRollupAsync(TestHub.Noon, default);
        hub.Clock.Advance(TimeSpan.FromDays(8));
        await hub.RaiseAsync(TestHub.Risk("c", "M2", TestHub.Noon) with { RaisedAt = hub.Clock.GetUtcNow() });

        await Dispatcher(hub.Runtime, hook).RunOnceAsync(default);

        Assert.Contains("c", Assert.Single(hook.Tried).Notification.NotificationId, StringComparison.Ordinal);
        Assert.Empty(await hub.Runtime.Stores.Notices.ListAsync(10, default));
    }

    [Fact]
    public async Task Notices_InGreatNumber_AreAllTold()
    {
        await using var hub = await TestHub.OpenAsync();
        var hook = new ScriptedChannel("hook");
        for (var i = 0; i < 250; i++)
        {
            await hub.RaiseAsync(TestHub.Risk($"r{i}", "M1", TestHub.Noon));
        }

        await Dispatcher(hub.Runtime, hook).RunOnceAsync(default);

        Assert.Equal(250, hook.Tried.Select(one => one.DeliveryId).Distinct().Count());
    }

    private static NotificationDispatcher Dispatcher(TestRuntime runtime, params NotificationChannel[] channels) => Dispatcher(runtime, runtime.Stores.Notices, channels);

    private static NotificationDispatcher Dispatcher(TestRuntime runtime, NoticeStore notices, params NotificationChannel[] channels) => new(new NotificationPorts
    {
        Approvals = runtime.Stores.Approvals,
        Deliveries = runtime.Stores.Deliveries,
        Notices = notices,
        Channels = channels,
        Clock = runtime.Clock,
    });

    /// <summary>A process that ends before it takes notices away.</summary>
    private sealed class Dying(NoticeStore notices) : NoticeStore
    {
        public override Task<IReadOnlyList<Notification>> ListAsync(int limit, CancellationToken cancellationToken) => notices.ListAsync(limit, cancellationToken);

        public override Task RemoveAsync(IReadOnlyCollection<string> notificationIds, CancellationToken cancellationToken) => throw new InvalidOperationException("It died.");
    }
}
