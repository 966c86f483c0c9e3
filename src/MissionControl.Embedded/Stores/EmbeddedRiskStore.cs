using System.Globalization;
using MissionControl.Embedded.Hub;
using MissionControl.Notifications;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Stores;

/// <summary>What changes and the notices of it are one transaction; the committer is the only writer, so the function is asked once.</summary>
internal sealed class EmbeddedRiskStore(HubWriter hub) : RiskStore
{
    public override Task<IReadOnlyList<RiskEvent>> ChangeAsync(
        string missionId, string? runId, Func<IReadOnlyList<RiskEvent>, IReadOnlyList<RiskEvent>> change, CancellationToken cancellationToken, bool ofRunAlone = false) =>
        hub.KeepAsync(
            tables =>
            {
                var changed = change(tables.Risks.ListKnown(ofRunAlone ? null : missionId, runId));
                tables.Risks.Change(tables.Notices, changed);
                return changed;
            },
            cancellationToken);

    public override Task<RiskEvent?> FindAsync(string eventId, CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Risks.Find(eventId)));

    public override Task<Page<RiskEvent>> ListAsync(RiskQuery query, CancellationToken cancellationToken)
    {
        var after = RiskCursor.Read(query.Cursor);
        var limit = Math.Max(1, query.Limit);
        var found = hub.Read(tables => tables.Risks.List(query, after, limit + 1));
        return Task.FromResult(found.Count <= limit
            ? new Page<RiskEvent>(found, null)
            : new Page<RiskEvent>([.. found.Take(limit)], RiskCursor.Write(found[limit - 1])));
    }

    public override Task<IReadOnlyList<RiskEvent>> ListOpenAsync(CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Risks.ListOpen()));

    public override Task<RiskRollup> CountAsync(CancellationToken cancellationToken) => Task.FromResult(hub.Read(tables => tables.Risks.Count()));
}

/// <summary>The place of a page's last event, as a text that callers hand back.</summary>
internal static class RiskCursor
{
    private const string NoTime = "none";

    public static string Write(RiskEvent last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.DetectedAt?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? NoTime}.{last.EventId}");

    /// <exception cref="ArgumentException">It is none.</exception>
    public static RiskPlace? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = cursor.Split('.', 2);
        if (parts.Length == 2 && parts[0] == NoTime)
        {
            return new RiskPlace(null, parts[1]);
        }

        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new RiskPlace(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : throw new ArgumentException("The cursor is none that a page of risk events gave. Begin without one.");
    }
}

internal sealed class EmbeddedNoticeStore(HubWriter hub) : NoticeStore
{
    public override Task<IReadOnlyList<Notification>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(hub.Read(tables => tables.Notices.List(limit)));

    public override Task RemoveAsync(IReadOnlyCollection<string> notificationIds, CancellationToken cancellationToken) => hub.WriteAsync(
        tables =>
        {
            foreach (var id in notificationIds)
            {
                tables.Notices.Remove(id);
            }

            return true;
        },
        cancellationToken);
}
