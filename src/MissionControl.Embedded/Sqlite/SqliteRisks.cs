using MissionControl.Embedded.Hub;
using MissionControl.Notifications;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteRisks(SqliteSession session) : RiskTable
{
    public override RiskEvent? Find(string eventId) =>
        ReadAll(session["SELECT record FROM risk_events WHERE event_id = ?1"].Bind(1, eventId)).FirstOrDefault();

    public override void Put(RiskEvent? before, RiskEvent risk)
    {
        var put = session["""
            INSERT INTO risk_events(event_id, mission_id, run_id, detected_at, open, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT(event_id) DO UPDATE SET
              mission_id = excluded.mission_id, run_id = excluded.run_id, detected_at = excluded.detected_at, open = excluded.open, record = excluded.record
            """];
        put.Bind(1, risk.EventId).Bind(2, risk.MissionId).Bind(3, risk.RunId).Bind(4, RiskPlace.TicksOf(risk.DetectedAt));
        put.Bind(5, risk.IsOpen ? 1 : 0).Bind(6, Wire.SerializeToUtf8Bytes(risk)).Run();
        Count(before, -1);
        Count(risk, 1);
    }

    public override IReadOnlyList<RiskEvent> ListKnown(string? missionId, string? runId)
    {
        var open = missionId is null ? [] : ReadAll(session["SELECT record FROM risk_events WHERE open = 1 AND mission_id = ?1"].Bind(1, missionId));
        if (runId is not null)
        {
            var ids = open.Select(risk => risk.EventId).ToHashSet(StringComparer.Ordinal);
            open.AddRange(ReadAll(session["SELECT record FROM risk_events WHERE run_id = ?1"].Bind(1, runId)).Where(risk => !ids.Contains(risk.EventId)));
        }

        return open;
    }

    // Conditions that are not asked for must not hide an index.
    public override IReadOnlyList<RiskEvent> List(RiskQuery query, RiskPlace? after, int limit)
    {
        var open = query.Open is null ? "" : query.Open.Value ? "open = 1 AND " : "open = 0 AND ";
        var mission = query.MissionId is null ? "" : "mission_id = ?1 AND ";
        var run = query.RunId is null ? "" : "run_id = ?2 AND ";
        var list = session[$"""
            SELECT record FROM risk_events
            WHERE {open}{mission}{run}detected_at >= ?3 AND detected_at <= ?4 AND (detected_at < ?4 OR event_id < ?5)
            ORDER BY detected_at DESC, event_id DESC LIMIT ?6
            """];
        if (query.MissionId is not null)
        {
            list.Bind(1, query.MissionId);
        }

        if (query.RunId is not null)
        {
            list.Bind(2, query.RunId);
        }

        list.Bind(3, query.Since?.UtcTicks ?? RiskPlace.TicksOf(null)).Bind(6, limit);
        list.Bind(4, after is null ? long.MaxValue : RiskPlace.TicksOf(after.DetectedAt)).Bind(5, after?.EventId ?? "");
        return ReadAll(list);
    }

    public override IReadOnlyList<RiskEvent> ListOpen() => ReadAll(session["SELECT record FROM risk_events WHERE open = 1"]);

    public override RiskRollup Count()
    {
        var counts = new List<RiskCount>();
        var list = session["SELECT mission_id, risk_type, severity, open, count FROM risk_counts"];
        while (list.Step())
        {
            counts.Add(new RiskCount(list.Text(0), list.Text(1), list.Text(2), list.Int64(3) == 1, (int)list.Int64(4)));
        }

        return RiskRollup.OfCounts(counts);
    }

    public override bool IsFlagged(string runId)
    {
        var find = session["SELECT 1 FROM risk_events WHERE run_id = ?1 LIMIT 1"].Bind(1, runId);
        var found = find.Step();
        find.Reset();
        return found;
    }

    private void Count(RiskEvent? risk, int sign)
    {
        if (risk is null or { IsReplaced: true })
        {
            return;
        }

        session["""
            INSERT INTO risk_counts(mission_id, risk_type, severity, open, count) VALUES(?1, ?2, ?3, ?4, ?5)
            ON CONFLICT(mission_id, risk_type, severity, open) DO UPDATE SET count = count + excluded.count
            """].Bind(1, risk.MissionId).Bind(2, risk.RiskType).Bind(3, risk.Severity).Bind(4, risk.IsOpen ? 1 : 0).Bind(5, sign).Run();
        session["DELETE FROM risk_counts WHERE mission_id = ?1 AND risk_type = ?2 AND severity = ?3 AND open = ?4 AND count = 0"]
            .Bind(1, risk.MissionId).Bind(2, risk.RiskType).Bind(3, risk.Severity).Bind(4, risk.IsOpen ? 1 : 0).Run();
    }

    private static List<RiskEvent> ReadAll(Statement list)
    {
        var events = new List<RiskEvent>();
        while (list.Step())
        {
            events.Add(Wire.Deserialize<RiskEvent>(list.Bytes(0))!);
        }

        return events;
    }
}

internal sealed class SqliteNotices(SqliteSession session) : NoticeTable
{
    public override void Add(Notification notice) =>
        session["INSERT OR IGNORE INTO notices(notification_id, record) VALUES(?1, ?2)"].Bind(1, notice.NotificationId).Bind(2, Wire.SerializeToUtf8Bytes(notice)).Run();

    public override IReadOnlyList<Notification> List(int limit)
    {
        var list = session["SELECT record FROM notices ORDER BY id LIMIT ?1"].Bind(1, limit);
        var notices = new List<Notification>();
        while (list.Step())
        {
            notices.Add(Wire.Deserialize<Notification>(list.Bytes(0))!);
        }

        return notices;
    }

    public override void Remove(string notificationId) => session["DELETE FROM notices WHERE notification_id = ?1"].Bind(1, notificationId).Run();
}
