using MissionControl.Embedded.Hub;
using MissionControl.Notifications;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryDeliveries : DeliveryTable
{
    private readonly Dictionary<string, Delivery> _deliveries = new(StringComparer.Ordinal);

    public override Delivery? Find(string deliveryId) => _deliveries.GetValueOrDefault(deliveryId);

    public override void Insert(Delivery delivery) => _deliveries.Add(delivery.DeliveryId, delivery);

    public override void Update(Delivery delivery) => _deliveries[delivery.DeliveryId] = delivery;

    public override IReadOnlyList<Delivery> ListDue(string channel, DateTimeOffset now, int limit) => [.. Pending(channel).Where(one => one.NextAt <= now).Take(limit)];

    public override DateTimeOffset? NextDue(string channel) => Pending(channel).FirstOrDefault()?.NextAt;

    public override IReadOnlyList<Delivery> ListOf(string notificationId) =>
        [.. _deliveries.Values.Where(one => one.Notification.NotificationId == notificationId).OrderBy(one => one.DeliveryId, StringComparer.Ordinal)];

    public override int DeleteEnded(DateTimeOffset before, int limit) =>
        Delete(_deliveries.Values.Where(one => one.EndedAt < before).OrderBy(one => one.EndedAt).Take(limit));

    public override void DeleteRun(string runId) => Delete(_deliveries.Values.Where(one => one.Notification.RunId == runId));

    private IEnumerable<Delivery> Pending(string channel) => _deliveries.Values
        .Where(one => one.State == DeliveryState.Pending && one.Channel == channel)
        .OrderBy(one => one.NextAt).ThenBy(one => one.DeliveryId, StringComparer.Ordinal);

    private int Delete(IEnumerable<Delivery> some)
    {
        var gone = some.ToList();
        gone.ForEach(one => _deliveries.Remove(one.DeliveryId));
        return gone.Count;
    }
}

internal sealed class MemorySeenKeys : SeenKeyTable
{
    private readonly Dictionary<(string Scope, string Key), DateTimeOffset> _keys = [];

    public override bool Contains(string scope, string key) => _keys.ContainsKey((scope, key));

    public override bool TryAdd(string scope, string key, DateTimeOffset until) => _keys.TryAdd((scope, key), until);

    public override void DeleteExpired(DateTimeOffset now)
    {
        foreach (var expired in _keys.Where(key => key.Value < now).Select(key => key.Key).ToList())
        {
            _keys.Remove(expired);
        }
    }
}
