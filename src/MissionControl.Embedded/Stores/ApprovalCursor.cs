using System.Globalization;
using MissionControl.Approvals;
using MissionControl.Embedded.Hub;

namespace MissionControl.Embedded.Stores;

/// <summary>The place of a page's last approval, as a text that callers hand back.</summary>
internal static class ApprovalCursor
{
    public static string Write(ApprovalRecord last) => string.Create(CultureInfo.InvariantCulture, $"{last.RequestedAt.UtcTicks}.{last.ApprovalId}");

    /// <exception cref="ArgumentException">It is none.</exception>
    public static ApprovalPlace? Read(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = cursor.Split('.', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new ApprovalPlace(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : throw new ArgumentException("The cursor is none that a page of approvals gave. Begin without one.");
    }
}
