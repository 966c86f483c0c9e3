using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Reports;
using MissionControl.Runtime;

namespace MissionControl.Http.Runs;

/// <summary>What runs there are, and where they are.</summary>
internal static class RunReads
{
    public const int MostRuns = 500;
    public const int MostHistory = 10_000;

    public static async Task<IResult> ListAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "status", "mission", "from", "before", "limit", "cursor");
        var limit = query.Number("limit", 50, MostRuns);
        var filter = new RunQuery(query.Word<RunStatus>("status"), query.Id("mission"), limit) { From = query.Time("from"), Before = query.Time("before") };
        var scope = $"runs {filter.Status} {filter.MissionId} {filter.From:O} {filter.Before:O}";
        if (PageCursor.Read(scope, query.Text("cursor"), parts: 2) is { } place)
        {
            filter = filter with { After = new RunPlace(new DateTimeOffset(PageCursor.Number(place[0]), TimeSpan.Zero), place[1]) };
        }

        var page = await call.Api.Runs.ReadPageAsync(filter, call.Aborted);
        var cursor = page.Next is { } next ? PageCursor.Write(scope, PageCursor.Number(next.CreatedAt.UtcTicks), next.RunId) : null;
        return JsonAnswer.Tagged(new RunPage([.. page.Runs.Select(RunSummary.Of)], cursor));
    }

    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var hops = new QueryParameters(call.Http.Request, "hops").Flag("hops") == true;
        var run = await FindAsync(call);
        return JsonAnswer.Tagged(hops ? RunDetail.Of(run, await ViewAsync(call, run)) : RunDetail.Of(run));
    }

    public static async Task<IResult> HistoryAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "limit", "cursor");
        var limit = query.Number("limit", 1000, MostHistory);
        var run = await FindAsync(call);
        var scope = $"history {run.RunId}";
        var from = PageCursor.Read(scope, query.Text("cursor"), parts: 1) is [var number] ? (int)Math.Min(PageCursor.Number(number), int.MaxValue) : 0;
        var lines = HistoryLine.Read(await call.Api.Runs.ReadHistoryAsync(run.RunId, call.Aborted));
        var cursor = lines.Count > from + limit ? PageCursor.Write(scope, PageCursor.Number(from + limit)) : null;
        return JsonAnswer.Tagged(new HistoryPage(lines.Skip(from).Take(limit).Select(line => line.ToJson()).ToList(), cursor));
    }

    public static async Task<IResult> GraphAsync(ApiCall call)
    {
        new QueryParameters(call.Http.Request, "format").Choice("format", "mermaid");
        var run = await FindAsync(call);
        var document = await call.Api.Definitions.GetAsync(run.DefinitionHash, call.Aborted);
        return document is not null && MissionDocument.Read(document, run.MissionId) is MissionDocumentReading.Sound { Definition: var definition }
            ? ContentAnswer.Text(MissionGraphDiagram.Mermaid(definition), "text/plain", tag: run.DefinitionHash)
            : throw ProblemList.NotFound("document_not_found", "The run's document is not in the hub any more.").ToException();
    }

    /// <exception cref="ProblemException">404.</exception>
    public static async Task<RunRecord> FindAsync(ApiCall call)
    {
        var runId = call.Id("run_id");
        return await call.Api.Runs.GetAsync(runId, call.Aborted) ?? throw ProblemList.RunNotFound(runId).ToException();
    }

    public static async Task<RunView> ViewAsync(ApiCall call, RunRecord run) =>
        RunProjection.Read(run, await call.Api.Runs.ReadHistoryAsync(run.RunId, call.Aborted), call.Api.Clock.GetUtcNow());
}

/// <param name="Events">In the order of time; each with instance_id, subject, number, at, event and what belongs to that event.</param>
/// <param name="Cursor">Gives the next page; null on the last one.</param>
public sealed record HistoryPage(IReadOnlyList<System.Text.Json.Nodes.JsonObject> Events, string? Cursor);
