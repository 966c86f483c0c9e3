using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>The portfolio, its snapshots and triggers, and what a run left. Routes and handlers are those of every runtime.</summary>
public sealed class PortfolioFunctions(MissionApp app)
{
    [Function("get_portfolio")]
    public Task<IResult> GetPortfolio(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_portfolio", request, client);

    [Function("list_snapshots")]
    public Task<IResult> ListSnapshots(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio/snapshots")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_snapshots", request, client);

    [Function("take_snapshot")]
    public Task<IResult> TakeSnapshot(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/portfolio/snapshots")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("take_snapshot", request, client);

    [Function("list_triggers")]
    public Task<IResult> ListTriggers(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio/triggers")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_triggers", request, client);

    [Function("get_telemetry")]
    public Task<IResult> GetTelemetry(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/telemetry")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_telemetry", request, client);
}
