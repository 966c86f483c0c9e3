using System.Globalization;
using MissionControl.Notifications;

namespace MissionControl.Portfolio;

/// <summary>What executives are told of a trigger: that it fired, and that it cleared, each once.</summary>
public static class TriggerNotification
{
    /// <summary>One for each trigger that fired or cleared.</summary>
    public static IEnumerable<Notification> Of(TriggerChange change) => [.. change.Fired.Select(Fired), .. change.Cleared.Select(Cleared)];

    private static Notification Fired(ExecutiveTrigger trigger) =>
        new(Id(trigger, "fired"), NotificationKinds.TriggerFired, trigger.FiredAt, $"Executive trigger: {trigger.Message}") { Facts = Facts(trigger) };

    private static Notification Cleared(ExecutiveTrigger trigger) =>
        new(Id(trigger, "cleared"), NotificationKinds.TriggerCleared, trigger.ClearedAt ?? trigger.FiredAt, $"Executive trigger cleared: {trigger.TriggerType}") { Facts = Facts(trigger) };

    private static string Id(ExecutiveTrigger trigger, string what) => string.Create(CultureInfo.InvariantCulture, $"trigger {trigger.TriggerType} {trigger.FiredAt.UtcDateTime:O} {what}");

    private static IReadOnlyList<NotificationFact> Facts(ExecutiveTrigger trigger) =>
    [
        new("Trigger", trigger.TriggerType),
        new("Value", trigger.Value.ToString(CultureInfo.InvariantCulture)),
        new("Threshold", trigger.Threshold.ToString(CultureInfo.InvariantCulture)),
        new("Fired", trigger.FiredAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];
}
