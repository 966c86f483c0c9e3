using MissionControl.Access;
using MissionControl.Http.Events;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Paging;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.Runs;

internal static class RunRoutes
{
    private const string Tag = "runs";

    private static readonly RouteParameter LastEventId = new("Last-Event-ID", "integer", "The id of the last event that was seen: what follows it is sent.");

    public static IReadOnlyList<ApiRoute> All { get; } = [.. Reads(), .. Streams(), .. Commands()];

    private static IEnumerable<ApiRoute> Reads() =>
    [
        Read("list_runs", "/api/runs", RunReads.ListAsync, "Runs, newest first.", new RouteAnswer(200, "A page.", typeof(RunPage)), [],
            [
                new("status", "string", "Runs of this status.", QueryParameters.Words<RunStatus>()),
                new("mission", "string", "Runs of this mission."),
                new("from", "date-time", "Runs started then or later."),
                new("before", "date-time", "Runs started before."),
                .. RouteParameters.Page(RunReads.MostRuns),
            ]),
        Read("get_run", "/api/runs/{run_id}", RunReads.GetAsync, "One run.", new RouteAnswer(200, "The run.", typeof(RunDetail)), [404],
            [new("hops", "boolean", "true: with every hop and step, read from its history.")]),
        Read("get_history", "/api/runs/{run_id}/history", RunReads.HistoryAsync, "Every recorded event of a run, all instances read as one.",
            new RouteAnswer(200, "A page, in the order of time.", typeof(HistoryPage)), [404], RouteParameters.Page(RunReads.MostHistory)),
        Read("get_report", "/api/runs/{run_id}/report", RunReport.GetAsync, "The report that the run made, else the report on the run.", new RouteAnswer(200, "The report.", typeof(RunDetail), "text/markdown, text/html"), [404, 410],
            [
                new("format", "string", "md (as it is said), html, or json (the run itself).", ["md", "html", "json"]),
                new("output", "string", "The output that is the report; without it the best one."),
                new("kind", "string", "made (as it is said): what the run made, where it made one; mission: the report on the run, with plan, agents, approvals, costs and errors.", ["made", "mission"]),
            ]),
        Read("get_asset", "/api/runs/{run_id}/assets/{asset_id}", RunAssets.GetAsync, "The content of a mission asset: an output, what a hop exported, an input.",
            new RouteAnswer(200, "The content, as a download.", typeof(System.Text.Json.JsonElement), "text/plain, text/markdown"), [404, 410], []),
        Read("get_graph", "/api/runs/{run_id}/graph", RunReads.GraphAsync, "The hops and what flows between them.", new RouteAnswer(200, "A Mermaid diagram.", null, "text/plain"), [404],
            [new("format", "string", "mermaid.", ["mermaid"])]),
    ];

    private static IEnumerable<ApiRoute> Streams() =>
    [
        Stream("stream_run", "/api/runs/{run_id}/events", EventStreams.OfRunAsync, "Server-sent events of one run, from its beginning or the last one seen; at most 200 s at a time.", [404]),
        Stream("stream_all", "/api/events", EventStreams.OfAllAsync, "Server-sent events of all runs, from now on or from the last one seen; at most 200 s at a time.", []),
    ];

    private static IEnumerable<ApiRoute> Commands() =>
    [
        Command("suspend_run", "suspend", RunCommands.SuspendAsync, "Steps in flight finish; nothing new starts until the run is resumed."),
        Command("resume_run", "resume", RunCommands.ResumeAsync, "Lifts a suspension."),
        Command("terminate_run", "terminate", RunCommands.TerminateAsync, "Ends the run at once, for good, and cancels its open approvals."),
        Command("retry_run", "retry", RunCommands.RetryAsync, "Goes on with a failed run from where it failed."),
        new("raise_event", "POST", "/api/runs/{run_id}/events/{name}", Role.Operator, RunCommands.RaiseAsync)
        {
            Summary = "Raises an event on the run; the body is its payload. With an Idempotency-Key a second one is dropped.",
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(System.Text.Json.JsonElement),
                NeedsBody = false,
                Headers = [new("Idempotency-Key", "string", "The event's id.")],
                Answers = [new RouteAnswer(202, "The event is on disk.", typeof(EventAnswer))],
                Problems = [404, 409, 413, 415],
            },
        },
        new("purge_run", "DELETE", "/api/runs/{run_id}", Role.Admin, RunCommands.PurgeAsync)
        {
            Summary = "Deletes a final run with its history, assets, approvals and events.",
            Contract = new RouteContract(Tag) { Answers = [new RouteAnswer(204, "It is gone.")], Problems = [404, 409] },
        },
    ];

    private static ApiRoute Read(string name, string path, ApiHandler handler, string summary, RouteAnswer answer, IReadOnlyList<int> problems, IReadOnlyList<RouteParameter> query) =>
        new(name, "GET", path, Role.Viewer, handler)
        {
            Summary = summary,
            Contract = new RouteContract(Tag) { Query = query, Headers = [RouteParameters.IfNoneMatch], Answers = [answer with { Headers = ["ETag"] }, RouteParameters.NotModified], Problems = problems },
        };

    private static ApiRoute Stream(string name, string path, ApiHandler handler, string summary, IReadOnlyList<int> problems) =>
        new(name, "GET", path, Role.Viewer, handler)
        {
            Summary = summary,
            Contract = new RouteContract(Tag) { Headers = [LastEventId], Answers = [new RouteAnswer(200, "Events as they are committed; the data of each is a RunEvent.", null, "text/event-stream")], Problems = problems },
        };

    private static ApiRoute Command(string name, string verb, ApiHandler handler, string summary) =>
        new(name, "POST", $"/api/runs/{{run_id}}/{verb}", Role.Operator, handler)
        {
            Summary = summary,
            MaxBody = ApiRoute.SmallBody,
            Contract = new RouteContract(Tag)
            {
                Body = typeof(CommandBody),
                NeedsBody = false,
                Answers = [new RouteAnswer(200, "It is on disk.", typeof(RunSummary))],
                Problems = [404, 409, 413, 415, 422],
            },
        };
}
