using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>What is taken in from another hub or program, and given to one. Routes and handlers are those of every runtime.</summary>
public sealed class TransferFunctions(MissionApp app)
{
    [Function("import_records")]
    public Task<IResult> ImportRecords(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/import")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("import_records", request, client);

    [Function("export_records")]
    public Task<IResult> ExportRecords(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/export")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("export_records", request, client);
}
