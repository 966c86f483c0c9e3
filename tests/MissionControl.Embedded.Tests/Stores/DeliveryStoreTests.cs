using MissionControl.Notifications;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Stores;

/// <summary>Deliveries and seen keys, on a file and in memory.</summary>
public sealed class DeliveryStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new ManualClock().GetUtcNow();

    private readonly HubFolder _folder = new();

    public static TheoryData<bool> OnFile => [true, false];

    [Theory]
    [MemberData(nameof(OnFile))]
    public async Task Delivery_AddedTwice_KeepsWhatBecameOfTheFirst(bool onFile)
    {
        await using var test = await StartAsync(onFile);
        var delivery = Some("n1", Now);
        await test.Stores.Deliveries.AddAsync([delivery], default);
        Assert.True(await test.Stores.Deliveries.TryReplaceAsync(delivery with { State = DeliveryState.Sent, EndedAt = Now, Version = 2 }, default));

        await test.Stores.Deliveries.AddAsync([delivery, Some("n2", Now)], default);

        Assert.Equal(DeliveryState.Sent, (await test.Stores.Deliveries.GetAsync(delivery.DeliveryId, default))!.State);
        Assert.Equal("n2", Assert.Single(await test.Stores.Deliveries.ListDueAsync("email", Now, 10, default)).Notification.NotificationId);
    }

    [Theory]
    [MemberData(nameof(OnFile))]
    public async Task Delivery_ReplacedFromAnOlderVersion_StaysAsItIs(bool onFile)
    {
        await using var test = await StartAsync(onFile);
        var delivery = Some("n1", Now);
        await test.Stores.Deliveries.AddAsync([delivery], default);
        await test.Stores.Deliveries.TryReplaceAsync(delivery with { Attempts = 1, Version = 2 }, default);

        Assert.False(await test.Stores.Deliveries.TryReplaceAsync(delivery with { Attempts = 9, Version = 2 }, default));
        Assert.Equal(1, (await test.Stores.Deliveries.GetAsync(delivery.DeliveryId, default))!.Attempts);
    }

    [Theory]
    [MemberData(nameof(OnFile))]
    public async Task Deliveries_OfDifferentTimes_AreDueEarliestFirstAndOnlyThen(bool onFile)
    {
        await using var test = await StartAsync(onFile);
        await test.Stores.Deliveries.AddAsync([Some("late", Now.AddMinutes(2)), Some("soon", Now.AddMinutes(1)), Some("now", Now)], default);

        Assert.Equal(["now", "soon"], (await test.Stores.Deliveries.ListDueAsync("email", Now.AddMinutes(1), 10, default)).Select(one => one.Notification.NotificationId));
        Assert.Equal(Now, await test.Stores.Deliveries.NextDueAsync("email", default));
    }

    [Theory]
    [MemberData(nameof(OnFile))]
    public async Task Deliveries_ThatEndedLongAgo_AreDeletedInPortions(bool onFile)
    {
        await using var test = await StartAsync(onFile);
        await test.Stores.Deliveries.AddAsync([.. Enumerable.Range(0, 5).Select(i => Some($"n{i}", Now) with { State = DeliveryState.Failed, EndedAt = Now.AddDays(i) })], default);

        Assert.Equal(2, await test.Stores.Deliveries.DeleteEndedAsync(Now.AddDays(3), 2, default));
        Assert.Equal(1, await test.Stores.Deliveries.DeleteEndedAsync(Now.AddDays(3), 2, default));
        Assert.Single(await test.Stores.Deliveries.ListOfAsync("n3", default));
    }

    [Theory]
    [MemberData(nameof(OnFile))]
    public async Task SeenKey_AddedAgain_IsRefusedUntilItsTimeIsOver(bool onFile)
    {
        await using var test = await StartAsync(onFile);
        var keys = test.Stores.SeenKeys;

        Assert.True(await keys.TryAddAsync("a", "k", Now.AddMinutes(10), default));
        Assert.False(await keys.TryAddAsync("a", "k", Now.AddMinutes(10), default));
        Assert.True(await keys.TryAddAsync("b", "k", Now.AddMinutes(10), default));
        test.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await keys.TryAddAsync("a", "k", Now.AddMinutes(30), default));
    }

    [Fact]
    public async Task HubId_AfterARestart_IsTheSame()
    {
        await using var test = await StartAsync(onFile: true);
        var before = test.Runtime.HubId;

        await test.CrashAsync();

        Assert.Equal(before, test.Runtime.HubId);
        Assert.Equal(32, before.Length);
    }

    public void Dispose() => _folder.Dispose();

    private static Delivery Some(string notification, DateTimeOffset at) => Delivery.Of(new Notification(notification, "risk.opened", Now, "Late"), "email", "ann", at);

    private Task<TestRuntime> StartAsync(bool onFile) =>
        TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => new OrchestrationRegistry(), HubFile = onFile ? _folder.File : null });
}
