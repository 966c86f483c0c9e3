using MissionControl.Notifications;

namespace MissionControl.Embedded.Hub;

/// <summary>What people must still be told of risks and triggers.</summary>
internal abstract class NoticeTable
{
    /// <summary>Nothing when it waits already.</summary>
    public abstract void Add(Notification notice);

    /// <summary>Oldest first.</summary>
    public abstract IReadOnlyList<Notification> List(int limit);

    public abstract void Remove(string notificationId);
}
