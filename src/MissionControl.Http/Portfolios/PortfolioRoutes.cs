using System.Text.Json.Nodes;
using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;
using MissionControl.Portfolio;

namespace MissionControl.Http.Portfolios;

internal static class PortfolioRoutes
{
    private const string Tag = "portfolio";

    private static readonly RouteParameter[] Scope =
    [
        new("mission", "string", "Only what carries this mission's id; portfolio-wide figures stay and say so."),
        new("as_of", "string", "What came later is not known yet: a UTC date (its end counts) or time. Without it: now."),
        new("window", "string", "How far back runs, logs and risk events count, such as 30d. Without it: all."),
        new("format", "string", "json, md or html.", ["json", "md", "html"]),
    ];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        Read("get_portfolio", "/api/portfolio", PortfolioHandlers.GetAsync, "The portfolio: verdict, KPIs, risks, runs, agents, triggers.",
            new RouteAnswer(200, "The portfolio as 'mission portfolio --json' prints it, or its report.", typeof(JsonObject), "text/markdown, text/html"), Scope, 404),
        Read("list_snapshots", "/api/portfolio/snapshots", SnapshotHandlers.ListAsync, "Where the portfolio stood, newest day first.", new RouteAnswer(200, "The snapshots.", typeof(SnapshotList)),
            [new("until", "string", "The day to begin at; without it the newest."), new("limit", "integer", $"At most so many, up to {SnapshotHandlers.MostSnapshots}.")]),
        new("take_snapshot", "POST", "/api/portfolio/snapshots", Role.Operator, SnapshotHandlers.TakeAsync)
        {
            Summary = "Computes the snapshot of the current day, keeps it, and evaluates the triggers.",
            Contract = new RouteContract(Tag) { Answers = [new RouteAnswer(201, "The snapshot as it was computed.", typeof(PortfolioSnapshot))], Problems = [501] },
        },
        Read("list_triggers", "/api/portfolio/triggers", SnapshotHandlers.TriggersAsync, "Executive triggers that are active.", new RouteAnswer(200, "The triggers.", typeof(TriggerList)),
            [new("all", "boolean", "true: all that fired, latest first, cleared ones with the time."), new("limit", "integer", $"At most so many, up to {SnapshotHandlers.MostTriggers}.")]),
        Read("get_telemetry", "/api/runs/{run_id}/telemetry", RunTelemetry.GetAsync, "What a run left: its record, its hop rounds, what people did, its risks.",
            new RouteAnswer(200, "The records.", typeof(TelemetryAnswer)), [], 404),
    ];

    private static ApiRoute Read(
        string name, string path, ApiHandler handler, string summary, RouteAnswer answer, IReadOnlyList<RouteParameter> query, params IReadOnlyList<int> problems) =>
        new(name, "GET", path, Role.Viewer, handler)
        {
            Summary = summary,
            Contract = new RouteContract(Tag)
            {
                Query = query,
                Headers = [RouteParameters.IfNoneMatch],
                Answers = [answer with { Headers = ["ETag"] }, RouteParameters.NotModified],
                Problems = [.. problems, 501],
            },
        };
}
