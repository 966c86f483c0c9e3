using MissionControl.Embedded.Hub;
using MissionControl.Notifications;

namespace MissionControl.Embedded.Sqlite;

internal sealed class SqliteDeliveries(SqliteSession session) : DeliveryTable
{
    public override Delivery? Find(string deliveryId) =>
        Read(session["SELECT delivery FROM deliveries WHERE delivery_id = ?1"].Bind(1, deliveryId)).FirstOrDefault();

    public override void Insert(Delivery delivery) =>
        session["INSERT INTO deliveries(delivery_id, notification_id, run_id, next_at, ended_at, delivery, channel) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"]
            .Bind(1, delivery.DeliveryId).Bind(2, delivery.Notification.NotificationId).Bind(3, delivery.Notification.RunId)
            .Bind(4, NextOf(delivery)).Bind(5, delivery.EndedAt).Bind(6, Wire.Serialize(delivery)).Bind(7, delivery.Channel).Run();

    public override void Update(Delivery delivery) =>
        session["UPDATE deliveries SET next_at = ?2, ended_at = ?3, delivery = ?4 WHERE delivery_id = ?1"]
            .Bind(1, delivery.DeliveryId).Bind(2, NextOf(delivery)).Bind(3, delivery.EndedAt).Bind(4, Wire.Serialize(delivery)).Run();

    public override IReadOnlyList<Delivery> ListDue(string channel, DateTimeOffset now, int limit) =>
        Read(session["SELECT delivery FROM deliveries WHERE channel = ?1 AND next_at <= ?2 ORDER BY next_at, delivery_id LIMIT ?3"]
            .Bind(1, channel).Bind(2, now).Bind(3, limit));

    public override DateTimeOffset? NextDue(string channel)
    {
        var next = session["SELECT next_at FROM deliveries WHERE channel = ?1 AND next_at IS NOT NULL ORDER BY next_at LIMIT 1"].Bind(1, channel);
        DateTimeOffset? due = next.Step() ? next.Time(0) : null;
        next.Reset();
        return due;
    }

    public override IReadOnlyList<Delivery> ListOf(string notificationId) =>
        Read(session["SELECT delivery FROM deliveries WHERE notification_id = ?1 ORDER BY delivery_id"].Bind(1, notificationId));

    public override int DeleteEnded(DateTimeOffset before, int limit)
    {
        session["DELETE FROM deliveries WHERE delivery_id IN (SELECT delivery_id FROM deliveries WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)"]
            .Bind(1, before).Bind(2, limit).Run();
        return (int)session.Number("SELECT changes()");
    }

    public override void DeleteRun(string runId) => session["DELETE FROM deliveries WHERE run_id = ?1"].Bind(1, runId).Run();

    private static DateTimeOffset? NextOf(Delivery delivery) => delivery.State == DeliveryState.Pending ? delivery.NextAt : null;

    private static List<Delivery> Read(Statement rows)
    {
        var deliveries = new List<Delivery>();
        while (rows.Step())
        {
            deliveries.Add(Wire.Deserialize<Delivery>(rows.Text(0))!);
        }

        return deliveries;
    }
}

internal sealed class SqliteSeenKeys(SqliteSession session) : SeenKeyTable
{
    public override bool Contains(string scope, string key)
    {
        var find = session["SELECT 1 FROM seen_keys WHERE scope = ?1 AND key = ?2"].Bind(1, scope).Bind(2, key);
        var found = find.Step();
        find.Reset();
        return found;
    }

    public override bool TryAdd(string scope, string key, DateTimeOffset until)
    {
        session["INSERT OR IGNORE INTO seen_keys(scope, key, until) VALUES(?1, ?2, ?3)"].Bind(1, scope).Bind(2, key).Bind(3, until).Run();
        return session.Number("SELECT changes()") > 0;
    }

    // Some at a time: a busy sender must not make one call pay for all that went before.
    public override void DeleteExpired(DateTimeOffset now) =>
        session["DELETE FROM seen_keys WHERE (scope, key) IN (SELECT scope, key FROM seen_keys WHERE until < ?1 LIMIT 200)"].Bind(1, now).Run();
}
