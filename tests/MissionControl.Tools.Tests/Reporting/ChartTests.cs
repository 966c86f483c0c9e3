using System.Xml.Linq;
using MissionControl.Reports.Drawing;

namespace MissionControl.Tools.Reporting;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("plain")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"x")]
    [InlineData("]]> & --> \u0000\u0008 \ud800 \udfff")]
    [InlineData("emoji \ud83d\ude00 and العربية")]
    [InlineData("")]
    public void BarChart_AnyLabel_IsWellFormedAndKeepsItAsText(string label)
    {
        var chart = Parse(BarChart.Draw("c", label, [new Bar(label, [new BarPart(label, 3, "bad"), new BarPart("b", 0, "good")])]));

        Assert.Empty(chart.Descendants(Svg + "script"));
        Assert.All(chart.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotContain("onload", attribute.Name.LocalName, StringComparison.Ordinal));
    }

    [Fact]
    public void BarChart_Parts_AreDrawnInProportionAndDescribed()
    {
        var chart = Parse(BarChart.Draw("c", "Topics", [
            new Bar("Delivery", [new BarPart("negative", 30, "bad"), new BarPart("positive", 10, "good")]),
            new Bar("Billing", [new BarPart("negative", 20, "bad"), new BarPart("positive", 0, "good")]),
        ]));

        Assert.Equal("Topics", chart.Element(Svg + "title")!.Value);
        Assert.Equal("Delivery 40 (negative 30, positive 10); Billing 20 (negative 20)", chart.Element(Svg + "desc")!.Value);
        Assert.Equal("c-title c-desc", chart.Attribute("aria-labelledby")!.Value);
        var widths = chart.Elements(Svg + "rect").Where(rect => rect.Attribute("height")!.Value == "18").Select(rect => (double)rect.Attribute("width")!).ToList();
        Assert.Equal([351.5, 116.5, 234], widths);
    }

    [Fact]
    public void BarChart_LongLabel_IsShortenedWithoutSplittingACharacter()
    {
        var shortened = MissionControl.Reports.Drawing.Svg.Shorten(new string('x', 24) + "\ud83d\ude00\ud83d\ude00", 26);

        Assert.Equal(new string('x', 24) + "…", shortened);
    }

    [Fact]
    public void ColumnChart_ManyColumns_LeavesOutLabelsThatWouldOverlap()
    {
        var columns = Enumerable.Range(1, 31).Select(day => ($"{day} Jan", day % 4)).ToList();

        var chart = Parse(ColumnChart.Draw("c", "Messages per day", columns));

        var labels = chart.Elements(Svg + "text").Select(text => text.Value).Where(text => text.EndsWith("Jan", StringComparison.Ordinal)).ToList();
        Assert.InRange(labels.Count, 8, 12);
        Assert.Equal(columns.Count(column => column.Item2 > 0), chart.Elements(Svg + "rect").Count());
    }

    private static XElement Parse(SafeMarkup markup) => XDocument.Parse(markup.ToString()).Root!;
}
