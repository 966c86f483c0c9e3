using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Keys, tools, agents, health, figures and the description of the API. Routes and handlers are those of every runtime.</summary>
public sealed class SystemFunctions(MissionApp app)
{
    [Function("list_keys")]
    public Task<IResult> ListKeys(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/keys")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_keys", request, client);

    [Function("create_key")]
    public Task<IResult> CreateKey(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/keys")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("create_key", request, client);

    [Function("revoke_key")]
    public Task<IResult> RevokeKey(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/keys/{key_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("revoke_key", request, client);

    [Function("list_refusals")]
    public Task<IResult> ListRefusals(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/keys/refusals")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_refusals", request, client);

    [Function("list_tools")]
    public Task<IResult> ListTools(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/tools")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_tools", request, client);

    [Function("list_agents")]
    public Task<IResult> ListAgents(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/agents")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_agents", request, client);

    [Function("get_health")]
    public Task<IResult> GetHealth(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_health", request, client);

    [Function("get_readiness")]
    public Task<IResult> GetReadiness(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "readyz")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_readiness", request, client);

    [Function("get_metrics")]
    public Task<IResult> GetMetrics(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_metrics", request, client);

    [Function("get_openapi")]
    public Task<IResult> GetOpenapi(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi/v1.json")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_openapi", request, client);
}
