using MissionControl.Embedded;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Chaos;

/// <summary>Tells everything into a log on the disk, which no kill can take back.</summary>
internal sealed class ChaosChannel(CallLog log) : NotificationChannel
{
    public override string Name => "chaos";

    public override IReadOnlyList<string?> RecipientsOf(Notification notification) => [null];

    public override Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        log.Add($"{delivery.Notification.Kind}|{delivery.Notification.ApprovalId}|{delivery.DeliveryId}", delivery.IsRepeat ? 1 : 0);
        return Task.CompletedTask;
    }

    public static NotificationDispatcher Dispatcher(EmbeddedRuntime runtime, CallLog log, TimeProvider clock) => new(new NotificationPorts
    {
        Approvals = runtime.Stores.Approvals,
        Deliveries = runtime.Stores.Deliveries,
        Channels = [new ChaosChannel(log)],
        Clock = clock,
        SendTimeout = TimeSpan.FromMilliseconds(200),
    });
}
