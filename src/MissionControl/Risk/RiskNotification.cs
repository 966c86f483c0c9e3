using System.Globalization;
using MissionControl.Notifications;

namespace MissionControl.Risk;

/// <summary>What people are told of a risk: that one is open and high or critical, once each time that this comes to be.</summary>
public static class RiskNotification
{
    /// <param name="before">The event as it was; null when it is new.</param>
    /// <returns>Null when there is nothing to tell: it is not open and high, or was so before and is no worse.</returns>
    public static Notification? Of(RiskEvent? before, RiskEvent after)
    {
        if (!after.IsOpenAndHigh || (before is { IsOpenAndHigh: true } && Severity.Weight(before.Severity) >= Severity.Weight(after.Severity)))
        {
            return null;
        }

        // One that closed and opened again is told again: the reopening is another fact than the first detection.
        var times = before is { IsOpen: false } ? string.Create(CultureInfo.InvariantCulture, $" again after {before.ClosedAt:O}") : "";
        return new Notification($"risk {after.EventId} {after.Severity}{times}", NotificationKinds.RiskOpened, after.RaisedAt ?? after.DetectedAt ?? default, $"Risk {after.RiskType} is {after.Severity}: {after.Description}")
        {
            Facts = [.. Facts(after).Where(fact => fact.Value.Length > 0)],
            RunId = after.RunId,
            MissionId = after.MissionId,
        };
    }

    private static IEnumerable<NotificationFact> Facts(RiskEvent risk) =>
    [
        new("Mission", risk.MissionId),
        new("Run", risk.RunId ?? ""),
        new("Task", risk.TaskId ?? ""),
        new("Severity", risk.Severity),
        new("Detected", risk.DetectedAt is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : ""),
        new("Event", risk.EventId),
    ];
}
