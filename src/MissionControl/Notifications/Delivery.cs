using System.Text;

namespace MissionControl.Notifications;

public enum DeliveryState
{
    /// <summary>Still to be sent, at <see cref="Delivery.NextAt"/> at the earliest.</summary>
    Pending,

    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The last try failed; nobody tries again.</summary>
    Failed,

    /// <summary>It asked for a decision that was made before it could be sent.</summary>
    Dropped,
}

/// <summary>
/// One notification on its way through one channel to one recipient. It changes only by compare-and-set on <see cref="Version"/>.
/// </summary>
/// <param name="DeliveryId">Follows from notification, channel and recipient: adding it again adds nothing.</param>
/// <param name="Channel">The name of the channel, for example <c>email</c>.</param>
/// <param name="Recipient">A person's name; null where the channel speaks to a system or a room.</param>
/// <param name="NextAt">Not tried before.</param>
public sealed record Delivery(string DeliveryId, string Channel, string? Recipient, Notification Notification, DateTimeOffset NextAt)
{
    public DeliveryState State { get; init; }

    /// <summary>Tries begun.</summary>
    public int Attempts { get; init; }

    /// <summary>True when a try before the last one may have arrived: the last one is marked as a repeat.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>True when some try may have arrived, whatever was heard of it here.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>When the last try began.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>When it was sent or given up.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the last try failed; without secrets.</summary>
    public string? LastError { get; init; }

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; } = 1;

    public static Delivery Of(Notification notification, string channel, string? recipient, DateTimeOffset now) =>
        new(IdOf(notification.NotificationId, channel, recipient), channel, recipient, notification, now);

    /// <summary>32 hex digits of SHA-256 over the three, which no choice of texts can make equal by shifting their borders.</summary>
    public static string IdOf(string notificationId, string channel, string? recipient) =>
        Wire.Sha256(Encoding.UTF8.GetBytes(Wire.Serialize<string?[]>([notificationId, channel, recipient])))[..32];
}
