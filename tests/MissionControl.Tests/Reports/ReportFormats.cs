using System.Xml.Linq;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Writing;

namespace MissionControl.Tests.Reports;

/// <summary>Holds the formats of a report against each other.</summary>
internal static class ReportFormats
{
    /// <summary>What stands in a table of the Markdown stands in a table or tile of the page.</summary>
    public static void AssertSameFigures(ReportDocument report)
    {
        var page = XElement.Parse(HtmlWriter.Write(report)["<!doctype html>\n".Length..]);
        var cells = page.Descendants().Where(element => element.Name.LocalName is "td" or "dd" or "dt").Select(element => MarkdownText.Escape(element.Value, beginsLine: false)).ToHashSet();
        var headings = page.Descendants().Where(element => element.Name.LocalName == "th").Select(element => element.Value).Concat(["Figure", "Value", ""]).ToHashSet();
        var rows = MarkdownWriter.Write(report).Split('\n').Where(line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal));
        var said = rows.SelectMany(row => row.Trim('|', ' ').Split(" | ")).Select(cell => cell.Trim()).ToList();

        Assert.True(said.Count > 100);
        Assert.Equal([], said.Except(cells).Except(headings));
    }
}
