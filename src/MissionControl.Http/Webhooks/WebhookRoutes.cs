using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Webhooks;

/// <summary>Routes that carry their own proof: no key of ours opens them.</summary>
internal static class WebhookRoutes
{
    private const string Tag = "webhooks";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("receive_webhook", "POST", "/api/webhooks/approvals", null, WebhookHandlers.DecideAsync)
        {
            Summary = "A system brings a person's vote, signed as Standard Webhooks 1.0 says.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(WebhookDecision),
                Headers =
                [
                    new("webhook-id", "string", "Once for every message."),
                    new("webhook-timestamp", "string", "Seconds since 1970; at most five minutes from now."),
                    new("webhook-signature", "string", "v1, and the HMAC-SHA256 in base64; several separated by blanks."),
                ],
                Answers = [new RouteAnswer(200, "The vote counts.", typeof(WebhookAnswer))],
                Problems = [401, 403, 404, 409, 410, 413, 422, 429],
            },
        },
        new("receive_teams_message", "POST", "/api/webhooks/teams", null, TeamsHandlers.CommandAsync)
        {
            Summary = "A person writes approve, reject or list to an outgoing webhook of Teams.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Headers = [new("Authorization", "string", "HMAC, and the HMAC-SHA256 of the body in base64.")],
                Answers = [new RouteAnswer(200, "The reply that Teams shows.", typeof(TeamsAnswer))],
                Problems = [401, 404, 409, 413, 422, 429],
            },
        },
        new("receive_outlook_action", "POST", "/api/webhooks/outlook", null, OutlookHandlers.DecideAsync)
        {
            Summary = "A person clicks a button in a mail that Outlook shows.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(OutlookAction),
                Headers = [new("Authorization", "string", "Bearer, and the token of Outlook.")],
                Answers = [new RouteAnswer(200, "The card that takes the place of the one that was clicked.", null, "application/json") { Headers = ["CARD-ACTION-STATUS", "CARD-UPDATE-IN-BODY"] }],
                Problems = [404, 413, 429],
            },
        },
    ];
}
