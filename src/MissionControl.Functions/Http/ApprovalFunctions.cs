using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Approvals, and the page that a signed link opens. Routes and handlers are those of every runtime.</summary>
public sealed class ApprovalFunctions(MissionApp app)
{
    [Function("list_approvals")]
    public Task<IResult> ListApprovals(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/approvals")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_approvals", request, client);

    [Function("get_approval")]
    public Task<IResult> GetApproval(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/approvals/{approval_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_approval", request, client);

    [Function("decide_approval")]
    public Task<IResult> DecideApproval(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/approvals/{approval_id}/decision")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("decide_approval", request, client);

    [Function("delegate_approval")]
    public Task<IResult> DelegateApproval(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/approvals/{approval_id}/delegate")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("delegate_approval", request, client);

    [Function("show_approval_page")]
    public Task<IResult> ShowApprovalPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "approvals/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("show_approval_page", request, client);

    [Function("decide_on_approval_page")]
    public Task<IResult> DecideOnApprovalPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "approvals/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("decide_on_approval_page", request, client);
}
