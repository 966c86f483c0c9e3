using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MissionControl.Http.Configuration;
using MissionControl.Notifications;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>
/// Posts Adaptive Cards to a workflow of Teams: one for each person, with that person's own link, or one for a channel, without links.
/// </summary>
internal sealed class TeamsChannel(TeamsAudience audience, Uri workflow, Reach reach, ApprovalLinks? links, OutboundPost post) : NotificationChannel
{
    public override string Name => "teams";

    public override IReadOnlyList<string?> RecipientsOf(Notification notification) =>
        audience == TeamsAudience.Channel ? [null] : reach.PersonsFor(notification);

    public override async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, workflow) { Content = new ByteArrayContent(Wire.SerializeToUtf8Bytes(Message(delivery))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await post.SendAsync(request, cancellationToken);
    }

    internal JsonObject Message(Delivery delivery)
    {
        var link = links?.TokenFor(delivery) is { } token ? links.PageOf(token) : null;
        var message = new JsonObject
        {
            ["type"] = "message",
            ["is_repeat"] = delivery.IsRepeat,
            ["delivery_id"] = delivery.DeliveryId,
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = AdaptiveCard.Of(delivery, AdaptiveCard.OpenPage(link)),
            }),
        };
        if (delivery.Recipient is { } to)
        {
            message["recipient"] = reach.AddressOf(to);
        }

        return message;
    }
}
