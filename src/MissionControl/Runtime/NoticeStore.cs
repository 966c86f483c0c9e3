using MissionControl.Notifications;

namespace MissionControl.Runtime;

/// <summary>What people must still be told of risks and triggers: left there with the change itself, taken out once the deliveries are on disk.</summary>
public abstract class NoticeStore
{
    /// <summary>Oldest first.</summary>
    public abstract Task<IReadOnlyList<Notification>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Those that are gone already are no fault.</summary>
    public abstract Task RemoveAsync(IReadOnlyCollection<string> notificationIds, CancellationToken cancellationToken);
}
