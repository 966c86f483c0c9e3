using MissionControl.Access;
using MissionControl.Http.OpenApi;
using MissionControl.Http.Routing;
using MissionControl.Missions;

namespace MissionControl.Http.Runs;

internal static class RunStartRoutes
{
    /// <summary>A document, and inputs as large again.</summary>
    private const long MaxStart = 2L * MissionDocument.MaxBytes;

    private static readonly RouteParameter Key = new("Idempotency-Key", "string", "The caller's name for this request: the same again, with the same body, is the same run.");

    private static readonly IReadOnlyList<RouteAnswer> Accepted =
    [
        new(202, "The run is on disk and under way, or was before.", typeof(RunSummary)) { Headers = ["Location"] },
    ];

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("start_mission", "POST", "/api/missions/{mission_id}/runs", Role.Operator, RunStarts.StartMissionAsync)
        {
            Summary = "Starts a run of a saved mission.",
            MaxBody = MaxStart,
            Contract = new RouteContract("runs")
            {
                Body = typeof(StartBody),
                NeedsBody = false,
                Query = [new("version", "integer", "A saved version; without it the newest.")],
                Headers = [Key],
                Answers = Accepted,
                Problems = [404, 409, 413, 415, 422],
            },
        },
        new("start_document", "POST", "/api/runs", Role.Operator, RunStarts.StartDocumentAsync)
        {
            Summary = "Starts a run of the document in the body.",
            MaxBody = MaxStart,
            Contract = new RouteContract("runs") { Body = typeof(StartDocumentBody), Headers = [Key], Answers = Accepted, Problems = [409, 413, 415, 422] },
        },
    ];
}
