using System.Net.Http.Headers;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>
/// Tells a system by a signed call. The id is the delivery's, the same for every try, so that the system can drop what it has; time and signature are
/// those of the try.
/// </summary>
internal sealed class WebhookChannel(string name, Uri url, WebhookSignature signature, OutboundPost post, TimeProvider clock) : NotificationChannel
{
    public override string Name => $"webhook:{name}";

    public override IReadOnlyList<string?> RecipientsOf(Notification notification) => [null];

    public override async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var told = delivery.Notification;
        var body = Wire.SerializeToUtf8Bytes(new WebhookMessage(told.Kind, told.At, delivery.IsRepeat, told));
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, delivery.DeliveryId);
        request.Headers.Add(WebhookSignature.TimeHeader, WebhookSignature.Seconds(now));
        request.Headers.Add(WebhookSignature.SignatureHeader, signature.Sign(delivery.DeliveryId, now, body));
        await post.SendAsync(request, cancellationToken);
    }
}

/// <summary>The body of a call.</summary>
/// <param name="Timestamp">When the fact came to be.</param>
/// <param name="IsRepeat">True: an earlier try may have arrived.</param>
internal sealed record WebhookMessage(string Type, DateTimeOffset Timestamp, bool IsRepeat, Notification Data);
