using System.Globalization;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Portfolio;

namespace MissionControl.Http.Portfolios;

/// <summary>Where the portfolio stood day by day, and the triggers that fired on the way.</summary>
internal static class SnapshotHandlers
{
    public const int MostSnapshots = 1000;
    public const int MostTriggers = 1000;

    public static async Task<IResult> ListAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "until", "limit");
        var limit = query.Number("limit", 50, MostSnapshots);
        return JsonAnswer.Tagged(new SnapshotList(await call.Telemetry().Portfolio.ListSnapshotsAsync(Day(query), limit, call.Aborted)));
    }

    // A snapshot that was begun is kept, whoever still waits for the answer.
    public static async Task<IResult> TakeAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var now = call.Api.Clock.GetUtcNow();
        var snapshot = await new PortfolioTick(call.Portfolio()).SnapshotAsync(now, CancellationToken.None);
        await TriggerEvaluation.RunAsync(call.Telemetry(), now, CancellationToken.None);
        return JsonAnswer.Of(snapshot, StatusCodes.Status201Created);
    }

    public static async Task<IResult> TriggersAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "all", "limit");
        var limit = query.Number("limit", 100, MostTriggers);
        var portfolio = call.Telemetry().Portfolio;
        return JsonAnswer.Tagged(new TriggerList(query.Flag("all") == true
            ? await portfolio.ListTriggerHistoryAsync(limit, call.Aborted)
            : await portfolio.ListTriggersAsync(call.Aborted)));
    }

    private static DateOnly? Day(QueryParameters query) => query.Text("until") is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw ProblemList.InvalidQuery("until: give a UTC date, for example 2026-02-06.").ToException();
}

/// <param name="Snapshots">Newest day first.</param>
public sealed record SnapshotList(IReadOnlyList<PortfolioSnapshot> Snapshots);

/// <param name="Triggers">The active ones by type; of all, the latest first.</param>
public sealed record TriggerList(IReadOnlyList<ExecutiveTrigger> Triggers);
