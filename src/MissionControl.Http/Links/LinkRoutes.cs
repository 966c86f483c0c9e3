using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;

namespace MissionControl.Http.Links;

/// <summary>The signed page: the link is its own proof.</summary>
internal static class LinkRoutes
{
    private const string Tag = "pages";
    private const string Html = "text/html";
    private const string Pattern = "/approvals/{token}";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("show_approval_page", "GET", Pattern, null, LinkHandlers.ShowAsync)
        {
            Summary = "The page of a signed link. Getting it decides nothing.",
            Contract = new RouteContract(Tag) { Answers = Pages(200, 403, 404, 410), Problems = [429] },
        },
        new("decide_on_approval_page", "POST", Pattern, null, LinkHandlers.DecideAsync)
        {
            Summary = "The form of the page, with its mark and its cookie: decides.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag) { Answers = Pages(200, 400, 403, 404, 409, 410, 422), Problems = [413, 429] },
        },
    ];

    private static IReadOnlyList<RouteAnswer> Pages(params int[] statuses) => [.. statuses.Select(status => new RouteAnswer(status, "A page.", null, Html))];
}
