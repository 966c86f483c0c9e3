using System.Collections.Concurrent;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Testing.Notifications;

/// <summary>A channel that notes what it is asked to send, and does with it what a test says.</summary>
public sealed class ScriptedChannel(string name, Func<Delivery, CancellationToken, Task>? send = null, IReadOnlyList<string?>? recipients = null) : NotificationChannel
{
    private readonly ConcurrentQueue<Delivery> _tried = new();

    public override string Name => name;

    /// <summary>Every try, in order.</summary>
    public IReadOnlyCollection<Delivery> Tried => _tried;

    public override IReadOnlyList<string?> RecipientsOf(Notification notification) =>
        recipients ?? (notification.Recipients.Count == 0 ? [null] : [.. notification.Recipients]);

    public override Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        _tried.Enqueue(delivery);
        return send?.Invoke(delivery, cancellationToken) ?? Task.CompletedTask;
    }
}
