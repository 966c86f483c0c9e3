using MissionControl.Embedded.Hub;
using MissionControl.Notifications;

namespace MissionControl.Simulation.Disk;

/// <summary>Deliveries cross the disk as JSON, as run records do.</summary>
internal sealed class LoggedDeliveries(DeliveryTable inner, Action<Action<HubTables>> write) : DeliveryTable
{
    public override Delivery? Find(string deliveryId) => inner.Find(deliveryId);

    public override void Insert(Delivery delivery) => Write(delivery, (tables, kept) => tables.Deliveries.Insert(kept));

    public override void Update(Delivery delivery) => Write(delivery, (tables, kept) => tables.Deliveries.Update(kept));

    public override IReadOnlyList<Delivery> ListDue(string channel, DateTimeOffset now, int limit) => inner.ListDue(channel, now, limit);

    public override DateTimeOffset? NextDue(string channel) => inner.NextDue(channel);

    public override IReadOnlyList<Delivery> ListOf(string notificationId) => inner.ListOf(notificationId);

    public override int DeleteEnded(DateTimeOffset before, int limit) => Once.Of(write, tables => tables.Deliveries.DeleteEnded(before, limit));

    public override void DeleteRun(string runId) => write(tables => tables.Deliveries.DeleteRun(runId));

    private void Write(Delivery delivery, Action<HubTables, Delivery> into)
    {
        var kept = Wire.Deserialize<Delivery>(Wire.Serialize(delivery))!;
        write(tables => into(tables, kept));
    }
}

internal sealed class LoggedSeenKeys(SeenKeyTable inner, Action<Action<HubTables>> write) : SeenKeyTable
{
    public override bool Contains(string scope, string key) => inner.Contains(scope, key);

    public override bool TryAdd(string scope, string key, DateTimeOffset until) => Once.Of(write, tables => tables.SeenKeys.TryAdd(scope, key, until));

    public override void DeleteExpired(DateTimeOffset now) => write(tables => tables.SeenKeys.DeleteExpired(now));
}

/// <summary>The first time a write is applied is the one that answers; a replay of the log only repeats the effect.</summary>
internal static class Once
{
    public static T Of<T>(Action<Action<HubTables>> write, Func<HubTables, T> apply)
    {
        T answer = default!;
        var isFirst = true;
        write(tables =>
        {
            var now = apply(tables);
            answer = isFirst ? now : answer;
            isFirst = false;
        });
        return answer;
    }
}
