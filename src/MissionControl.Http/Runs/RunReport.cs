using System.Net;
using Microsoft.AspNetCore.Http;
using MissionControl.Assets;
using MissionControl.Http.Answers;
using MissionControl.Http.Paging;
using MissionControl.Http.Problems;
using MissionControl.Http.Routing;
using MissionControl.Missions;
using MissionControl.Reports;
using MissionControl.Reports.Missions;
using MissionControl.Runtime;

namespace MissionControl.Http.Runs;

/// <summary>The report that a run made, in the form that was asked for; of a run that made none, or not yet, and where it is asked for, the report on the run.</summary>
internal static class RunReport
{
    public static async Task<IResult> GetAsync(ApiCall call)
    {
        var query = new QueryParameters(call.Http.Request, "format", "output", "kind");
        var format = query.Choice("format", "md", "html", "json");
        var run = await RunReads.FindAsync(call);
        if (format == "json")
        {
            return JsonAnswer.Tagged(RunDetail.Of(run, await RunReads.ViewAsync(call, run)));
        }

        var made = query.Choice("kind", "made", "mission") == "made" ? await MadeAsync(call, run, query.Id("output")) : [];
        var report = made.FirstOrDefault(one => one.Extension == "." + format) ?? made.FirstOrDefault(one => one.Extension != ".html");
        return report switch
        {
            null => await MissionAsync(call, run, format),
            _ when format != "html" => ContentAnswer.Text(report.Body, "text/markdown"),
            { Extension: ".html" } => ContentAnswer.Text(report.Body, "text/html"),
            _ => ContentAnswer.Text(Page(run, report.Body), "text/html"),
        };
    }

    private static async Task<IResult> MissionAsync(ApiCall call, RunRecord run, string format)
    {
        var document = await call.Api.Definitions.GetAsync(run.DefinitionHash, call.Aborted);
        var approvals = await call.Api.Approvals.ListAllAsync(new ApprovalQuery(run.RunId), call.Aborted);
        var source = MissionReportSource.Of(await RunReads.ViewAsync(call, run), call.Api.Clock.GetUtcNow(), document, approvals);
        if (call.Api.Telemetry is { } telemetry)
        {
            source = source with
            {
                Telemetry = await telemetry.Records.FindRunAsync(run.RunId, call.Aborted),
                RiskEvents = await telemetry.Risks.ListAllAsync(new RiskQuery(RunId: run.RunId), call.Aborted),
                Settings = telemetry.Settings,
            };
        }

        var report = MissionReport.Of(source);
        return format == "html"
            ? ContentAnswer.Text(MissionReport.Html(report), "text/html")
            : ContentAnswer.Text(MissionReport.Markdown(report), "text/markdown");
    }

    private static async Task<List<ReportOutput>> MadeAsync(ApiCall call, RunRecord run, string? outputId)
    {
        var outputs = run.Result?.Outputs ?? new Dictionary<string, AssetReference>();
        if (outputId is not null && !outputs.ContainsKey(outputId))
        {
            throw ProblemList.NotFound("asset_not_found", $"Run '{run.RunId}' has no output '{outputId}'.").ToException();
        }

        var kinds = ReportOutput.Kinds.ToList();
        var made = new List<ReportOutput>();
        foreach (var (id, reference) in outputs.Where(one => outputId is null ? kinds.IndexOf(one.Value.Type.Kind) is >= 0 and < 2 : one.Key == outputId)
            .OrderBy(one => kinds.IndexOf(one.Value.Type.Kind)))
        {
            if (ReportOutput.Of(reference.Type, await RunAssets.ReadAsync(call, run, reference)) is { } report)
            {
                made.Add(report);
            }
        }

        return made;
    }

    /// <summary>A page around a text, every character of it shown as it is.</summary>
    private static string Page(RunRecord run, string text) => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(run.RunId)}</title>
        <style>body{"{"}font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem{"}"}pre{"{"}white-space:pre-wrap{"}"}</style></head>
        <body><pre>{WebUtility.HtmlEncode(text)}</pre></body></html>
        """;
}
