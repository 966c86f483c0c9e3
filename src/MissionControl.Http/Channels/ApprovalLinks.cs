using MissionControl.Http.Links;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

/// <summary>Gives every person their own link to an approval.</summary>
internal sealed class ApprovalLinks(LinkSigner signer, Uri publicUrl, TimeSpan lifetime)
{
    public LinkSigner Signer => signer;

    public Uri PublicUrl => publicUrl;

    /// <summary>Null where no person is asked for a decision.</summary>
    public string? TokenFor(Delivery delivery) => delivery is { Recipient: { } person, Notification: { AsksForDecision: true, ApprovalId: { } approval, RunId: { } run } }
        ? signer.Sign(run, approval, person, delivery.Channel, lifetime)
        : null;

    public Uri PageOf(string token) => new($"{publicUrl.AbsoluteUri.TrimEnd('/')}/approvals/{token}");
}
