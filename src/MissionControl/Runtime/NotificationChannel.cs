using MissionControl.Notifications;

namespace MissionControl.Runtime;

/// <summary>A way to tell people or systems of something. It does not retry: the dispatcher does, durably.</summary>
public abstract class NotificationChannel
{
    /// <summary>The same in every process: part of the deliveries' ids.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// To whom this channel tells the notification: persons whom it can reach, or one null for a channel that speaks to a system or a room.
    /// Empty = it does not tell this notification.
    /// </summary>
    public abstract IReadOnlyList<string?> RecipientsOf(Notification notification);

    /// <summary>Returns once the other side has taken the message; marks it as a repeat when the delivery is one.</summary>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    /// <remarks>Of any other exception only the type is told: nobody knows what its message holds.</remarks>
    public abstract Task SendAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>A message was not taken.</summary>
/// <param name="message">Why, and the cure; shown to people, so without secrets.</param>
public sealed class DeliveryException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>False: it certainly did not arrive, so that the next try is no repeat. Default true.</summary>
    public bool MayHaveArrived { get; init; } = true;

    /// <summary>True: trying again is of no use.</summary>
    public bool IsFinal { get; init; }
}
