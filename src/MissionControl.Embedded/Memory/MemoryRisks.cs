using MissionControl.Embedded.Hub;
using MissionControl.Notifications;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Memory;

internal sealed class MemoryRisks : RiskTable
{
    private readonly Dictionary<string, RiskEvent> _events = new(StringComparer.Ordinal);

    public override RiskEvent? Find(string eventId) => _events.GetValueOrDefault(eventId);

    public override void Put(RiskEvent? before, RiskEvent risk) => _events[risk.EventId] = risk;

    public override IReadOnlyList<RiskEvent> ListKnown(string? missionId, string? runId) =>
        [.. _events.Values.Where(risk => (risk.IsOpen && risk.MissionId == missionId) || (runId is not null && risk.RunId == runId))];

    public override IReadOnlyList<RiskEvent> List(RiskQuery query, RiskPlace? after, int limit) =>
    [
        .. _events.Values
            .Where(risk => (query.Open ?? risk.IsOpen) == risk.IsOpen && (query.MissionId ?? risk.MissionId) == risk.MissionId)
            .Where(risk => (query.RunId is null || query.RunId == risk.RunId) && (query.Since is null || risk.DetectedAt >= query.Since))
            .Where(risk => after is null || RiskPlace.Compare(RiskPlace.Of(risk), after) > 0)
            .OrderBy(RiskPlace.Of, Comparer<RiskPlace>.Create(RiskPlace.Compare))
            .Take(limit),
    ];

    public override IReadOnlyList<RiskEvent> ListOpen() => [.. _events.Values.Where(risk => risk.IsOpen)];

    public override RiskRollup Count() => RiskRollup.Of(_events.Values);

    public override bool IsFlagged(string runId) => _events.Values.Any(risk => risk.RunId == runId);
}

internal sealed class MemoryNotices : NoticeTable
{
    private readonly List<Notification> _notices = [];

    public override void Add(Notification notice)
    {
        if (!_notices.Exists(one => one.NotificationId == notice.NotificationId))
        {
            _notices.Add(notice);
        }
    }

    public override IReadOnlyList<Notification> List(int limit) => [.. _notices.Take(limit)];

    public override void Remove(string notificationId) => _notices.RemoveAll(notice => notice.NotificationId == notificationId);
}
