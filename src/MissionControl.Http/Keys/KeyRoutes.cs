using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Keys;

internal static class KeyRoutes
{
    private const string Tag = "keys";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("list_keys", "GET", "/api/keys", Role.Admin, KeyHandlers.ListAsync)
        {
            Summary = "API keys without their secrets, revoked ones too.",
            Contract = new RouteContract(Tag)
            {
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "The keys, oldest first.", typeof(KeyList)) { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [501],
            },
        },
        new("create_key", "POST", "/api/keys", Role.Admin, KeyHandlers.CreateAsync)
        {
            Summary = "Makes a key. The answer shows it, once.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag) { Body = typeof(KeyBody), Answers = [new RouteAnswer(201, "The key.", typeof(KeyAnswer))], Problems = [413, 415, 422, 501] },
        },
        new("revoke_key", "DELETE", "/api/keys/{key_id}", Role.Admin, KeyHandlers.RevokeAsync)
        {
            Summary = "The key opens nothing from now on.",
            Contract = new RouteContract(Tag) { Answers = [new RouteAnswer(200, "The key as it stands.", typeof(KeyAnswer))], Problems = [404, 501] },
        },
        new("list_refusals", "GET", "/api/keys/refusals", Role.Admin, KeyHandlers.RefusalsAsync)
        {
            Summary = "Requests that were refused for want of a key or a role, newest first.",
            Contract = new RouteContract(Tag) { Query = [new("limit", "integer", "At most so many, up to 1000.")], Answers = [new RouteAnswer(200, "The refusals.", typeof(RefusalList))], Problems = [501] },
        },
    ];
}
