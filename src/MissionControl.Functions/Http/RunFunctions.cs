using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Starts, commands and reads of runs. Routes and handlers are those of every runtime.</summary>
public sealed class RunFunctions(MissionApp app)
{
    [Function("start_mission")]
    public Task<IResult> StartMission(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/missions/{mission_id}/runs")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("start_mission", request, client);

    [Function("start_document")]
    public Task<IResult> StartDocument(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("start_document", request, client);

    [Function("list_runs")]
    public Task<IResult> ListRuns(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_runs", request, client);

    [Function("get_run")]
    public Task<IResult> GetRun(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_run", request, client);

    [Function("get_history")]
    public Task<IResult> GetHistory(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/history")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_history", request, client);

    [Function("get_report")]
    public Task<IResult> GetReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/report")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_report", request, client);

    [Function("get_asset")]
    public Task<IResult> GetAsset(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/assets/{asset_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_asset", request, client);

    [Function("get_graph")]
    public Task<IResult> GetGraph(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/graph")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_graph", request, client);

    [Function("stream_run")]
    public Task<IResult> StreamRun(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{run_id}/events")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("stream_run", request, client);

    [Function("stream_all")]
    public Task<IResult> StreamAll(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/events")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("stream_all", request, client);

    [Function("suspend_run")]
    public Task<IResult> SuspendRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs/{run_id}/suspend")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("suspend_run", request, client);

    [Function("resume_run")]
    public Task<IResult> ResumeRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs/{run_id}/resume")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("resume_run", request, client);

    [Function("terminate_run")]
    public Task<IResult> TerminateRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs/{run_id}/terminate")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("terminate_run", request, client);

    [Function("retry_run")]
    public Task<IResult> RetryRun(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs/{run_id}/retry")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("retry_run", request, client);

    [Function("raise_event")]
    public Task<IResult> RaiseEvent(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/runs/{run_id}/events/{name}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("raise_event", request, client);

    [Function("purge_run")]
    public Task<IResult> PurgeRun(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/runs/{run_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("purge_run", request, client);
}
