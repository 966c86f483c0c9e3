using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Hosting;

namespace MissionControl.Functions.Http;

/// <summary>Missions that can be started by their id. Routes and handlers are those of every runtime.</summary>
public sealed class MissionFunctions(MissionApp app)
{
    [Function("list_missions")]
    public Task<IResult> ListMissions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/missions")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("list_missions", request, client);

    [Function("get_mission")]
    public Task<IResult> GetMission(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/missions/{mission_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("get_mission", request, client);

    [Function("put_mission")]
    public Task<IResult> PutMission(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/missions/{mission_id}")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("put_mission", request, client);

    [Function("validate_mission")]
    public Task<IResult> ValidateMission(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/missions/validate")] HttpRequest request, [DurableClient] DurableTaskClient client) => app.AnswerAsync("validate_mission", request, client);
}
