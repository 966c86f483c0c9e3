using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Risk events, and what people do about them. Routes and handlers are those of every runtime.</summary>
public sealed class RiskFunctions(MissionApp app)
{
    [Function("list_risks")]
    public Task<IResult> ListRisks(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risks")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_risks", request, client);

    [Function("get_risk")]
    public Task<IResult> GetRisk(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/risks/{event_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_risk", request, client);

    [Function("acknowledge_risk")]
    public Task<IResult> AcknowledgeRisk(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/risks/{event_id}/acknowledge")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("acknowledge_risk", request, client);

    [Function("close_risk")]
    public Task<IResult> CloseRisk(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/risks/{event_id}/close")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("close_risk", request, client);
}
