using MissionControl.Notifications;

namespace MissionControl.Embedded.Hub;

internal abstract class DeliveryTable
{
    public abstract Delivery? Find(string deliveryId);

    public abstract void Insert(Delivery delivery);

    public abstract void Update(Delivery delivery);

    /// <summary>Pending ones of a channel, earliest first.</summary>
    public abstract IReadOnlyList<Delivery> ListDue(string channel, DateTimeOffset now, int limit);

    public abstract DateTimeOffset? NextDue(string channel);

    public abstract IReadOnlyList<Delivery> ListOf(string notificationId);

    public abstract int DeleteEnded(DateTimeOffset before, int limit);

    public abstract void DeleteRun(string runId);
}

/// <summary>Ids of foreign messages that were taken.</summary>
internal abstract class SeenKeyTable
{
    public abstract bool Contains(string scope, string key);

    public abstract bool TryAdd(string scope, string key, DateTimeOffset until);

    /// <summary>Forgets some of those whose time was over.</summary>
    public abstract void DeleteExpired(DateTimeOffset now);
}
