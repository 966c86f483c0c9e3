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
    /// <exception cref="NotDeliveredException">It certainly did not arrive.</exception>
    /// <remarks>Any other exception: it may have arrived. Its message is kept, so it holds no secret.</remarks>
    public abstract Task SendAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>The other side certainly did not take the message, so that the next try is no repeat.</summary>
/// <param name="message">Why, and the cure; without secrets.</param>
/// <param name="isFinal">True: trying again is of no use.</param>
public sealed class NotDeliveredException(string message, Exception? inner = null, bool isFinal = false) : Exception(message, inner)
{
    public bool IsFinal => isFinal;
}
