using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.AzureStorage.Notices;

/// <summary>Notices lie where the change lies that they are about; together they are one list.</summary>
internal sealed class AzureNoticeStore(IReadOnlyList<NoticeRows> places) : NoticeStore
{
    public override async Task<IReadOnlyList<Notification>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(places.Select(place => place.ListAsync(limit, cancellationToken)));
        return [.. read.SelectMany(some => some).OrderBy(notice => notice.At).ThenBy(notice => notice.NotificationId, StringComparer.Ordinal).Take(limit)];
    }

    public override async Task RemoveAsync(IReadOnlyCollection<string> notificationIds, CancellationToken cancellationToken)
    {
        foreach (var id in notificationIds)
        {
            await Task.WhenAll(places.Select(place => place.RemoveAsync(id, cancellationToken)));
        }
    }
}
