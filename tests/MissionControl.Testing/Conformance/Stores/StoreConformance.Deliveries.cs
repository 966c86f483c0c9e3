using MissionControl.Notifications;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Delivery_AddedTwice_KeepsWhatBecameOfIt()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var delivery = SomeDelivery("n1", now);
        await stores.Deliveries.AddAsync([delivery], None);
        Assert.True(await stores.Deliveries.TryReplaceAsync(delivery with { State = DeliveryState.Sent, EndedAt = now, Version = 2 }, None));

        await stores.Deliveries.AddAsync([delivery, delivery, SomeDelivery("n2", now)], None);

        Assert.Equal(DeliveryState.Sent, (await stores.Deliveries.GetAsync(delivery.DeliveryId, None))!.State);
        Assert.Equal(["n2"], await DueAsync(stores, "email", now));
    }

    [StoreFact]
    public async Task Deliveries_OfEveryShape_AreReadBackAsTheyWere()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var deliveries = OddTexts.Select(text => SomeDelivery(text, now, channel: text, title: string.Concat(Enumerable.Repeat(text, 2000)))).ToList();
        await stores.Deliveries.AddAsync(deliveries, None);

        foreach (var delivery in deliveries)
        {
            Assert.Equal(Wire.Serialize(delivery), Wire.Serialize(await stores.Deliveries.GetAsync(delivery.DeliveryId, None)));
            Assert.Equal([delivery.DeliveryId], (await stores.Deliveries.ListOfAsync(delivery.Notification.NotificationId, None)).Select(one => one.DeliveryId));
            Assert.Equal([delivery.DeliveryId], (await stores.Deliveries.ListDueAsync(delivery.Channel, now, 10, None)).Select(one => one.DeliveryId));
        }
    }

    [StoreFact]
    public async Task Deliveries_AddedInANumber_AreAllThere()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Deliveries.AddAsync([.. Enumerable.Range(0, 55).Select(i => SomeDelivery("n1", now, $"c{i:00}"))], None);

        var found = await stores.Deliveries.ListOfAsync("n1", None);

        Assert.Equal(55, found.Count);
        Assert.Equal(found.Select(one => one.DeliveryId).Order(StringComparer.Ordinal), found.Select(one => one.DeliveryId));
    }

    [StoreFact]
    public async Task Delivery_ChangedByManyAtOnce_IsChangedByOne()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var delivery = SomeDelivery("n1", now);
        await stores.Deliveries.AddAsync([delivery], None);

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => stores.Deliveries.TryReplaceAsync(delivery with { Attempts = i, NextAt = now.AddMinutes(i), Version = 2 }, None)));

        var kept = (await stores.Deliveries.GetAsync(delivery.DeliveryId, None))!;
        Assert.Single(answers, answer => answer);
        Assert.True(answers[kept.Attempts - 1]);
        Assert.Empty(await DueAsync(stores, "email", now));
        Assert.Equal(kept.NextAt, await stores.Deliveries.NextDueAsync("email", None));
        Assert.False(await stores.Deliveries.TryReplaceAsync(SomeDelivery("gone", now) with { Version = 2 }, None));
    }

    [StoreFact]
    public async Task Deliveries_ThatAreDue_AreTheChannelsOwnEarliestFirst()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Deliveries.AddAsync([SomeDelivery("late", now.AddMinutes(2)), SomeDelivery("soon", now.AddMinutes(1)), SomeDelivery("now", now), SomeDelivery("other", now, "email2")], None);

        Assert.Equal(["now", "soon"], await DueAsync(stores, "email", now.AddMinutes(1)));
        Assert.Equal(["now"], (await stores.Deliveries.ListDueAsync("email", now.AddHours(1), 1, None)).Select(one => one.Notification.NotificationId));
        Assert.Equal(now, await stores.Deliveries.NextDueAsync("email", None));
        Assert.Null(await stores.Deliveries.NextDueAsync("none", None));
    }

    [StoreFact]
    public async Task Deliveries_ThatEndedLongAgo_AreDeletedInPortions()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Deliveries.AddAsync([.. Enumerable.Range(0, 5).Select(i => SomeDelivery($"n{i}", now) with { State = DeliveryState.Failed, EndedAt = now.AddDays(i) })], None);
        await stores.Deliveries.AddAsync([SomeDelivery("pending", now)], None);

        Assert.Equal(2, await stores.Deliveries.DeleteEndedAsync(now.AddDays(3), 2, None));
        Assert.Equal(1, await stores.Deliveries.DeleteEndedAsync(now.AddDays(3), 2, None));
        Assert.Equal(0, await stores.Deliveries.DeleteEndedAsync(now.AddDays(3), 2, None));
        Assert.Single(await stores.Deliveries.ListOfAsync("n3", None));
        Assert.Equal(["pending"], await DueAsync(stores, "email", now));
    }

    [StoreFact]
    public async Task SeenKey_AddedByManyAtOnce_IsNewToOne()
    {
        await using var stores = await OpenAsync();
        var until = stores.Clock.GetUtcNow().AddMinutes(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stores.SeenKeys.TryAddAsync("a", "k", until, None)));

        Assert.Single(answers, answer => answer);
        Assert.True(await stores.SeenKeys.ContainsAsync("a", "k", None));
        Assert.True(await stores.SeenKeys.TryAddAsync("b", "k", until, None));
    }

    [StoreFact]
    public async Task SeenKey_WhoseTimeIsOver_IsNewAgain()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.SeenKeys.TryAddAsync("a", "k", now.AddMinutes(10), None);
        stores.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.True(await stores.SeenKeys.TryAddAsync("a", "k", now.AddMinutes(30), None));
        Assert.False(await stores.SeenKeys.TryAddAsync("a", "k", now.AddMinutes(30), None));
        stores.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await stores.SeenKeys.ContainsAsync("a", "k", None));
    }

    [StoreFact]
    public async Task SeenKeys_OfAnyText_AreKeptApart()
    {
        await using var stores = await OpenAsync();
        var until = stores.Clock.GetUtcNow().AddMinutes(10);
        foreach (var scope in OddTexts)
        {
            Assert.All(await Task.WhenAll(OddTexts.Select(key => stores.SeenKeys.TryAddAsync(scope, key, until, None))), Assert.True);
        }

        Assert.False(await stores.SeenKeys.TryAddAsync(OddTexts[0], OddTexts[0], until, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => stores.SeenKeys.TryAddAsync("a", new string('k', 513), until, None));
    }

    private static async Task<IEnumerable<string>> DueAsync(ConformanceStores stores, string channel, DateTimeOffset now) =>
        (await stores.Deliveries.ListDueAsync(channel, now, 10, None)).Select(one => one.Notification.NotificationId);
}
