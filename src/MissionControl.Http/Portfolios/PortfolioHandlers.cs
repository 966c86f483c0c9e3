using Microsoft.AspNetCore.Http;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;

namespace MissionControl.Http.Portfolios;

/// <summary>The report on the portfolio, in each of its forms.</summary>
internal static class PortfolioHandlers
{
    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var began = call.Api.Clock.GetTimestamp();
        var query = new QueryParameters(call.Http.Request, "mission", "as_of", "window", "format");
        var format = query.Choice("format", "json", "md", "html");
        var portfolio = call.Portfolio();
        var scope = new PortfolioScope(AsOf(query) ?? call.Api.Clock.GetUtcNow(), Window(query), await MissionAsync(call, portfolio, query.Id("mission")));
        var view = PortfolioAnalysis.Of(await portfolio.ReadAsync(scope, call.Aborted), scope, portfolio.Settings);
        var output = new PortfolioOutput(view, dataDirectory: null, faults: []);
        return format switch
        {
            "html" => ContentAnswer.Text(output.Html, "text/html"),
            "md" => ContentAnswer.Text(output.Markdown, "text/markdown"),
            _ => JsonAnswer.Tagged(output.State(reportFile: null, call.Api.Clock.GetElapsedTime(began))),
        };
    }

    private static async Task<string?> MissionAsync(ApiCall call, HubPortfolio portfolio, string? missionId)
    {
        if (missionId is null)
        {
            return null;
        }

        var known = (await portfolio.MissionsAsync(call.Aborted)).Select(mission => mission.MissionId).ToList();
        var meant = Suggestion.Nearest(missionId, known) is { } near ? $" Did you mean '{near}'?" : "";
        return known.Contains(missionId)
            ? missionId
            : throw (ProblemList.MissionNotFound(missionId) with { Detail = $"The portfolio has no mission '{missionId}'.{meant}" }).ToException();
    }

    private static DateTimeOffset? AsOf(QueryParameters query) => query.Text("as_of") is not { } text ? null
        : PortfolioScope.TryReadAsOf(text, out var asOf) ? asOf
        : throw ProblemList.InvalidQuery("as_of: give a UTC date, whose end counts, or a time, for example 2026-02-06 or 2026-02-06T18:00:00Z.").ToException();

    private static TimeSpan? Window(QueryParameters query) => query.Text("window") is not { } text ? null
        : Duration.TryParse(text, out var window, out var error) && window > TimeSpan.Zero ? window
        : throw ProblemList.InvalidQuery($"window: {error ?? "it must be longer than nothing"}.").ToException();
}
