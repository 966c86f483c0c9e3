using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

internal sealed class EmbeddedDeliveryStore(HubWriter hub) : DeliveryStore
{
    public override Task AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        hub.WriteAsync(
            tables =>
            {
                foreach (var delivery in deliveries.Where(one => tables.Deliveries.Find(one.DeliveryId) is null))
                {
                    tables.Deliveries.Insert(delivery);
                }

                return true;
            },
            cancellationToken);

    public override Task<Delivery?> GetAsync(string deliveryId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Deliveries.Find(deliveryId)));

    public override Task<bool> TryReplaceAsync(Delivery changed, CancellationToken cancellationToken) =>
        hub.WriteAsync(
            tables =>
            {
                if (tables.Deliveries.Find(changed.DeliveryId)?.Version != changed.Version - 1)
                {
                    return false;
                }

                tables.Deliveries.Update(changed);
                return true;
            },
            cancellationToken);

    public override Task<IReadOnlyList<Delivery>> ListDueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Deliveries.ListDue(channel, now, limit)));

    public override Task<DateTimeOffset?> NextDueAsync(string channel, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Deliveries.NextDue(channel)));

    public override Task<IReadOnlyList<Delivery>> ListOfAsync(string notificationId, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Deliveries.ListOf(notificationId)));

    public override Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        hub.WriteAsync(tables => tables.Deliveries.DeleteEnded(before, limit), cancellationToken);
}

internal sealed class EmbeddedSeenKeyStore(HubWriter hub, TimeProvider clock) : SeenKeyStore
{
    private const int MostKey = 512;

    public override Task<bool> ContainsAsync(string scope, string key, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.SeenKeys.Contains(scope, key)));

    public override Task<bool> TryAddAsync(string scope, string key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, MostKey, nameof(key));
        var now = clock.GetUtcNow();
        return hub.WriteAsync(
            tables =>
            {
                tables.SeenKeys.DeleteExpired(now);
                return tables.SeenKeys.TryAdd(scope, key, until);
            },
            cancellationToken);
    }
}
