using MissionControl.Runtime;

namespace MissionControl.Notifications;

/// <summary>What the dispatcher works with. A host fills it once.</summary>
public sealed record NotificationPorts
{
    public required ApprovalStore Approvals { get; init; }

    public required DeliveryStore Deliveries { get; init; }

    /// <summary>What is to be told of risks and triggers; null: nothing is.</summary>
    public NoticeStore? Notices { get; init; }

    /// <summary>Each with its own name.</summary>
    public required IReadOnlyList<NotificationChannel> Channels { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>The longest that one try may take; a channel's own limit is shorter. Default 2 minutes.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Tries before a delivery is given up. Default 18: over four days.</summary>
    public int MaxAttempts { get; init; } = 18;

    /// <summary>Deliveries of a channel that are on their way at the same time. Default 4.</summary>
    public int Concurrency { get; init; } = 4;
}

/// <summary>When a delivery is tried again.</summary>
public static class DeliveryRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>5 seconds after the first try, doubling up to 24 hours.</summary>
    public static TimeSpan After(int attempts) => attempts > 15 ? Longest : TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Max(0, attempts - 1), Longest.Ticks));
}
