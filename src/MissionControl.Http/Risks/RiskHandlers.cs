using Microsoft.AspNetCore.Http;
using MissionControl.Http.Access;
using MissionControl.Http.Answers;
using MissionControl.Http.Bodies;
using MissionControl.Http.Paging;
using MissionControl.Http.Portfolios;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Risk;
using MissionControl.Runtime;

namespace MissionControl.Http.Risks;

/// <summary>Risk events, and what people do about them.</summary>
internal static class RiskHandlers
{
    public const int MostEvents = 500;

    public static async Task<IResult> ListAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "open", "mission", "run", "since", "limit", "cursor");
        var filter = new RiskQuery(query.Flag("open"), query.Id("mission"), query.Id("run"), query.Time("since"), query.Number("limit", 50, MostEvents));
        var scope = $"risks {filter.Open} {filter.MissionId} {filter.RunId} {filter.Since:O}";
        var cursor = PageCursor.Read(scope, query.Text("cursor"), parts: 1)?[0];
        var page = await call.Telemetry().Risks.ListAsync(filter with { Cursor = cursor }, call.Aborted);
        return JsonAnswer.Tagged(new RiskPage(page.Items, page.Cursor is { } next ? PageCursor.Write(scope, next) : null));
    }

    public static async Task<IResult> GetAsync(ApiCall call)
    {
        _ = new QueryParameters(call.Http.Request);
        var id = call.Id("event_id");
        return JsonAnswer.Tagged(await call.Telemetry().Risks.FindAsync(id, call.Aborted) ?? throw NotFound(id).ToException());
    }

    public static async Task<IResult> AcknowledgeAsync(ApiCall call)
    {
        var body = await JsonBody.ReadAsync(call, new AcknowledgeBody());
        return await DecideAsync(call, new RiskDecision(call.Id("event_id"), Close: false, Names.Of(call, body.By), Names.Reason(body.Reason)));
    }

    public static async Task<IResult> CloseAsync(ApiCall call)
    {
        var body = await JsonBody.ReadAsync<CloseBody>(call);
        return string.IsNullOrWhiteSpace(body.Reason)
            ? throw ProblemList.InvalidBody(new ProblemError("/reason", "Say why; it stands with the event.")).ToException()
            : await DecideAsync(call, new RiskDecision(call.Id("event_id"), Close: true, Names.Of(call, body.By), Names.Reason(body.Reason)));
    }

    private static async Task<IResult> DecideAsync(ApiCall call, RiskDecision decision)
    {
        var result = await decision.ApplyAsync(call.Telemetry().Risks, call.Api.Clock, CancellationToken.None);
        return result switch
        {
            { Event: null } => NotFound(decision.EventId).ToResult(),
            { Answer: RiskAnswer.Closed, Event: { } closed } => (ProblemList.Conflict("risk_closed", Sentence(closed)) with { Current = closed }).ToResult(),
            _ => JsonAnswer.Of(result.Event),
        };
    }

    private static string Sentence(RiskEvent closed) =>
        $"It was closed by {closed.ClosedBy ?? "somebody"}{(closed.ClosedAt is { } at ? $" at {at:O}" : "")}{(closed.Reason is { } why ? $": {why}" : "")}.";

    private static Problem NotFound(string eventId) => ProblemList.NotFound("risk_not_found", $"There is no risk event '{eventId}'.");
}

/// <param name="Events">Latest detection first, those without a time last.</param>
/// <param name="Cursor">Gives the next page; null on the last one.</param>
public sealed record RiskPage(IReadOnlyList<RiskEvent> Events, string? Cursor);

/// <summary>The body that says that somebody knows of a risk; it may be left out.</summary>
public sealed record AcknowledgeBody
{
    public string? Reason { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}

/// <summary>The body that closes a risk.</summary>
public sealed record CloseBody
{
    /// <summary>Why, in at most 4,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>In whose name; only for the command line of the server's own user.</summary>
    public string? By { get; init; }
}
