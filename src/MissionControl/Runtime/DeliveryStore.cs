using MissionControl.Notifications;

namespace MissionControl.Runtime;

/// <summary>The deliveries of notifications. A write that returned is on disk.</summary>
public abstract class DeliveryStore
{
    /// <summary>Inserts those whose ids are not there, all in one step; the others stay as they are.</summary>
    public abstract Task AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    public abstract Task<Delivery?> GetAsync(string deliveryId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="changed"/> in the place of the delivery with the same id and <paramref name="changed"/>'s version less one.
    /// False, and nothing changed, when it has moved on or is gone.
    /// </summary>
    public abstract Task<bool> TryReplaceAsync(Delivery changed, CancellationToken cancellationToken);

    /// <summary>Pending ones of the channel whose time has come, earliest first.</summary>
    public abstract Task<IReadOnlyList<Delivery>> ListDueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>When the channel's next pending one is due; null when none is pending.</summary>
    public abstract Task<DateTimeOffset?> NextDueAsync(string channel, CancellationToken cancellationToken);

    /// <summary>All of one notification, in order of their ids.</summary>
    public abstract Task<IReadOnlyList<Delivery>> ListOfAsync(string notificationId, CancellationToken cancellationToken);

    /// <summary>Deletes at most <paramref name="limit"/> that ended before <paramref name="before"/>; returns how many. Those of a run go with the run.</summary>
    public abstract Task<int> DeleteEndedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
