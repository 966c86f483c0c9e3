using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Decisions that come from elsewhere; each proves itself by its own signature. Routes and handlers are those of every runtime.</summary>
public sealed class WebhookFunctions(MissionApp app)
{
    [Function("receive_webhook")]
    public Task<IResult> ReceiveWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/approvals")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("receive_webhook", request, client);

    [Function("receive_teams_message")]
    public Task<IResult> ReceiveTeamsMessage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/teams")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("receive_teams_message", request, client);

    [Function("receive_outlook_action")]
    public Task<IResult> ReceiveOutlookAction(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/outlook")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("receive_outlook_action", request, client);
}
