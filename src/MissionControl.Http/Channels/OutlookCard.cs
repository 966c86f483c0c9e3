using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Notifications;

namespace MissionControl.Http.Channels;

/// <summary>The card that Outlook shows in a mail: two buttons that post the person's link and decision back to this server.</summary>
/// <param name="originator">As Microsoft registered the sender.</param>
internal sealed class OutlookCard(string originator, Uri publicUrl)
{
    // Inside a script element: the default encoder leaves no character that could end it.
    private static readonly JsonSerializerOptions Embedded = new() { Encoder = JavaScriptEncoder.Default };

    public string Of(Delivery delivery, string token)
    {
        var comment = new JsonObject { ["type"] = "Input.Text", ["id"] = "comment", ["isMultiline"] = true, ["placeholder"] = "Comment" };
        var card = AdaptiveCard.Of(delivery, new JsonArray(Button("Approve", token, Links.SignedLink.Approve), Button("Reject", token, Links.SignedLink.Reject)), new JsonArray(comment));
        card["version"] = "1.0";
        card["originator"] = originator;
        card["hideOriginalBody"] = false;
        return $"<script type=\"application/adaptivecard+json\">{card.ToJsonString(Embedded)}</script>";
    }

    private JsonObject Button(string title, string token, string decision) => new()
    {
        ["type"] = "Action.Http",
        ["title"] = title,
        ["method"] = "POST",
        ["url"] = $"{publicUrl.AbsoluteUri.TrimEnd('/')}/api/webhooks/outlook",
        ["headers"] = new JsonArray(new JsonObject { ["name"] = "Content-Type", ["value"] = "application/json" }),
        ["body"] = Wire.Serialize(new Webhooks.OutlookAction(token, null, decision, "{{comment.value}}")),
    };
}
