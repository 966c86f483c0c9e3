using System.Text.Json.Nodes;
using MissionControl.Portfolio;
using MissionControl.Reports.Documents;

namespace MissionControl.Reports.Portfolios;

/// <summary>A portfolio in each of its forms. All of them read the same figures and compute none.</summary>
/// <param name="dataDirectory">Where the records were read from; null for a hub.</param>
/// <param name="faults">What was found wrong or odd when they were read.</param>
public sealed class PortfolioOutput(PortfolioView view, string? dataDirectory, IReadOnlyList<string> faults)
{
    private readonly ReportDocument _document = PortfolioReport.Of(view, faults);

    public string Markdown => PortfolioReport.Markdown(_document);

    public string Html => PortfolioReport.Html(_document);

    /// <summary>As <see cref="PortfolioState"/> says it.</summary>
    /// <param name="reportFile">Where a report was written; null when none was.</param>
    public JsonObject State(string? reportFile, TimeSpan processingTime) => PortfolioState.Of(view, dataDirectory, Markdown, reportFile, faults, processingTime);
}
