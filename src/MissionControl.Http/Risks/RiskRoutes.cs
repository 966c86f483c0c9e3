using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;
using MissionControl.Risk;

namespace MissionControl.Http.Risks;

internal static class RiskRoutes
{
    private const string Tag = "risks";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("list_risks", "GET", "/api/risks", Role.Viewer, RiskHandlers.ListAsync)
        {
            Summary = "Risk events, latest detection first.",
            Contract = new RouteContract(Tag)
            {
                Query =
                [
                    new("open", "boolean", "true: those that are not closed; false: those that are."),
                    new("mission", "string", "Those of this mission."),
                    new("run", "string", "Those of this run."),
                    new("since", "date-time", "Those detected then or later."),
                    .. RouteParameters.Page(RiskHandlers.MostEvents),
                ],
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "A page.", typeof(RiskPage)) { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [501],
            },
        },
        new("get_risk", "GET", "/api/risks/{event_id}", Role.Viewer, RiskHandlers.GetAsync)
        {
            Summary = "One risk event.",
            Contract = new RouteContract(Tag)
            {
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [new RouteAnswer(200, "The event.", typeof(RiskEvent)) { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [404, 501],
            },
        },
        Decision("acknowledge_risk", "acknowledge", RiskHandlers.AcknowledgeAsync, "Says that the caller knows of it; it stays open.", typeof(AcknowledgeBody), needsBody: false),
        Decision("close_risk", "close", RiskHandlers.CloseAsync, "Closes it. Who closed it first did.", typeof(CloseBody), needsBody: true),
    ];

    private static ApiRoute Decision(string name, string verb, ApiHandler handler, string summary, Type body, bool needsBody) =>
        new(name, "POST", $"/api/risks/{{event_id}}/{verb}", Role.Operator, handler)
        {
            Summary = summary,
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = body,
                NeedsBody = needsBody,
                Answers = [new RouteAnswer(200, "The event as it stands.", typeof(RiskEvent))],
                Problems = [404, 409, 413, 415, 422, 501],
            },
        };
}
