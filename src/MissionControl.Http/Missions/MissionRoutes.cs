using System.Text.Json;
using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.Missions;

internal static class MissionRoutes
{
    private const string Tag = "missions";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("list_missions", "GET", "/api/missions", Role.Viewer, MissionCatalogue.ListAsync)
        {
            Summary = "Missions that can be started by their id.",
            Contract = new RouteContract(Tag)
            {
                Query = RouteParameters.Page(MissionCatalogue.MostMissions),
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "A page, by id.", typeof(MissionPage)) { Headers = ["ETag"] }, RouteParameters.NotModified],
            },
        },
        new("get_mission", "GET", "/api/missions/{mission_id}", Role.Viewer, MissionCatalogue.GetAsync)
        {
            Summary = "A mission's document, and its versions.",
            Contract = new RouteContract(Tag)
            {
                Query = [new("version", "integer", "A saved version; without it the newest.")],
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "The mission.", typeof(MissionDetail)) { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [404],
            },
        },
        new("put_mission", "PUT", "/api/missions/{mission_id}", Role.Admin, MissionCatalogue.PutAsync)
        {
            Summary = "Saves the next version of a mission; the versions before stay.",
            MaxBody = MissionDocument.MaxBytes,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(JsonElement),
                Headers = [new("If-Match", "string", "The ETag of the version that is to be replaced."), new("If-None-Match", "string", "*: only as the first version.", ["*"])],
                Answers =
                [
                    new RouteAnswer(201, "It is the newest version now.", typeof(MissionEntry)) { Headers = ["ETag", "Location"] },
                    new RouteAnswer(200, "It was the newest version before.", typeof(MissionEntry)) { Headers = ["ETag", "Location"] },
                ],
                Problems = [412, 413, 415, 422],
            },
        },
        new("validate_mission", "POST", "/api/missions/validate", Role.Viewer, MissionCatalogue.ValidateAsync)
        {
            Summary = "Judges a document as a start would, against tools and agents, and records nothing.",
            MaxBody = MissionDocument.MaxBytes,
            Contract = new RouteContract(Tag) { Body = typeof(JsonElement), Answers = [new RouteAnswer(200, "It has no fault.", typeof(ValidAnswer))], Problems = [413, 415, 422] },
        },
    ];
}
