using System.Xml.Linq;
using MissionControl.Portfolio;
using MissionControl.Reports.Portfolios;
using MissionControl.Testing;
using MissionControl.Tests.Portfolio;

namespace MissionControl.Tests.Reports;

public sealed class PortfolioReportTests
{
    /// <summary>Every figure in the file was computed by hand from the rows of the example data.</summary>
    [SharedDataFact]
    public void Markdown_OfTheExampleData_IsTheReportThatWasComputedByHand() =>
        Assert.Equal(
            File.ReadAllText(Repository.PathTo("tests", "MissionControl.Tests", "Reports", "mission-control-v2.md")),
            PortfolioReport.Markdown(PortfolioReport.Of(FixtureFiguresTests.View(null))));

    [SharedDataFact]
    public void Html_OfTheExampleData_HasEveryFigureOfTheMarkdown()
    {
        var document = PortfolioReport.Of(FixtureFiguresTests.View(null));
        var html = XElement.Parse(PortfolioReport.Html(document)["<!doctype html>\n".Length..]);

        ReportFormats.AssertSameFigures(document);
        foreach (var sentence in new[] { "LOW", "Every detected risk is closed.", "As of 2026-02-06 23:59 UTC, all records." })
        {
            Assert.Contains(sentence, html.Value, StringComparison.Ordinal);
        }
    }

    [SharedDataFact]
    public void Html_OfTheExampleData_DrawsTrendsRisksDelaysAndAgents()
    {
        var html = PortfolioReport.Html(PortfolioReport.Of(FixtureFiguresTests.View(null)));
        var page = XElement.Parse(html["<!doctype html>\n".Length..]);

        var drawings = page.Descendants().Where(element => element.Name.LocalName == "svg").Select(svg => svg.Elements().First(part => part.Name.LocalName == "desc").Value).ToList();
        Assert.Equal(9, drawings.Count);
        Assert.EndsWith("history 7 5.3; 2026-02-01 3.1; 2026-02-03 2.6; 2026-02-05 2.1", drawings[0], StringComparison.Ordinal);
        Assert.Equal("1 Feb medium 2, high 1; 2 Feb none; 3 Feb none; 4 Feb low 1, high 1", drawings[3]);
        Assert.Equal("approval delay 1 (high 1); csat risk 1 (high 1); resolution time breach 1 (medium 1); sla breach risk 1 (medium 1); task overrun 1 (low 1)", drawings[4]);
        Assert.Equal("T2 Verify documents 13; T5 Draft personalized outreach email 9; T8 Draft resolution message 8", drawings[5]);
        Assert.StartsWith("T2 Verify documents 10; T4 Analyze deal status 5; T5 Draft personalized outreach email 4; T1 Collect customer information 1;", drawings[6], StringComparison.Ordinal);
        Assert.Contains("A2: 13.3, 95", drawings[7], StringComparison.Ordinal);
        Assert.StartsWith("A3 0.95; A1 0.92; A5 0.79; A2 0.65; A4 0.61", drawings[8], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Report_OfTheSameDataAndTime_IsTheSame() =>
        Assert.Equal(PortfolioReport.Html(PortfolioReport.Of(FixtureFiguresTests.View("M003"))), PortfolioReport.Html(PortfolioReport.Of(FixtureFiguresTests.View("M003"))));

    [Fact]
    public void Board_WithTriggersAndOpenRisks_AsksForTheMostUrgent()
    {
        var now = new DateTimeOffset(2026, 2, 10, 8, 0, 0, TimeSpan.Zero);
        var view = PortfolioAnalysis.Of(ManyMissions.Of(60, now), new PortfolioScope(now), new PortfolioSettings { PortfolioBudgetUsd = 1 });

        var report = PortfolioReport.Markdown(PortfolioReport.Of(view));

        Assert.Equal(["missions_at_risk", "risk_events_open", "budget_exceeded"], view.Triggers.Select(trigger => trigger.TriggerType));
        Assert.Contains($"**One ask:** Decide which of the {view.Rollup.Latest.MissionsAtRisk} missions at risk get help first.", report, StringComparison.Ordinal);
        Assert.Contains($"**HIGH** Portfolio risk is high: {view.Rollup.Latest.MissionsAtRisk} missions are at risk (fires at 2).", report, StringComparison.Ordinal);
        Assert.Contains("| missions at risk |", report, StringComparison.Ordinal);
    }
}
