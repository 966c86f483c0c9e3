using MissionControl.Portfolio;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Reports.Portfolios;

/// <summary>The portfolio report as a document: the same view gives the same report, in every format.</summary>
public static class PortfolioReport
{
    public static ReportDocument Of(PortfolioView view, IReadOnlyList<string>? faults = null)
    {
        var mission = view.Records.Missions.FirstOrDefault(mission => mission.MissionId == view.Scope.MissionId);
        return new ReportDocument(mission is null ? "Mission portfolio" : $"Mission portfolio: {mission.MissionName}")
        {
            Subtitle = Subtitle(view),
            Sections =
            [
                BoardSection.Of(view),
                HealthSection.Of(view),
                KpiSection.Of(view),
                RiskSection.Of(view),
                ExecutionSection.Of(view),
                AgentSection.Of(view),
                .. CostSection.Of(view),
                TriggerSection.Of(view),
                .. DataSection([.. faults ?? [], .. view.Notes]),
            ],
            Footer = "All times are UTC. A dash stands where the data give no figure; none is made up.",
        };
    }

    public static string Markdown(ReportDocument report) => MarkdownWriter.Write(report);

    public static string Html(ReportDocument report) => HtmlWriter.Write(report);

    private static string Subtitle(PortfolioView view)
    {
        var window = view.Scope.Start is { } start ? $"records since {Say.Time(start)}" : "all records";
        var scope = view.Scope.MissionId is { } mission ? $" Filtered to {mission}: snapshot figures, triggers, verdict, agent statistics and routing stay portfolio-wide." : "";
        return $"As of {Say.Time(view.Scope.AsOf)} UTC, {window}.{scope}";
    }

    private static IEnumerable<ReportSection> DataSection(IReadOnlyList<string> notes)
    {
        const int Most = 50;
        if (notes.Count == 0)
        {
            yield break;
        }

        var more = notes.Count > Most ? [$"{notes.Count - Most} more are not shown."] : Array.Empty<string>();
        yield return new ReportSection("About the data", [new Points([.. notes.Take(Most), .. more])]);
    }
}
