using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>A part of a bar: how much, what it stands for, and its tone (bar, bad, even, good, odd, crit, warn).</summary>
public sealed record BarPart(string Name, decimal Amount, string Tone);

/// <summary>A bar of one part or several.</summary>
public sealed record Bar(string Label, IReadOnlyList<BarPart> Parts)
{
    public decimal Amount => Parts.Sum(part => part.Amount);
}

/// <summary>Horizontal bars from one baseline, with a legend when bars have parts.</summary>
public static class BarChart
{
    private const double LabelWidth = 190;
    private const double RowHeight = 30;
    private const double BarHeight = 18;
    private const double AmountWidth = 60;
    private const double LegendHeight = 28;

    /// <param name="drawTitle">The drawing stands under no heading of its own.</param>
    /// <param name="width">Of the drawing, in its own units.</param>
    public static SafeMarkup Draw(string id, string title, IReadOnlyList<Bar> bars, bool standsAlone = true, bool drawTitle = false, int width = Svg.Width)
    {
        var labels = drawTitle ? width * 0.42 : LabelWidth;
        var names = bars.SelectMany(bar => bar.Parts).Where(part => part.Name.Length > 0).DistinctBy(part => part.Name).Select(part => (part.Name, part.Tone));
        var legend = new Legend(names, drawTitle ? 0 : labels, width, drawTitle ? LegendHeight : 4);
        var top = 4 + (drawTitle ? LegendHeight : 0) + (legend.Height > 0 ? legend.Height + 4 : 0);
        var most = Math.Max(1, bars.Count == 0 ? 1 : (double)bars.Max(bar => bar.Amount));
        var scale = (width - labels - AmountWidth) / most;
        var height = top + (bars.Count * RowHeight) + 4;
        XElement?[] frame = [drawTitle ? Svg.Text(0, 14, "start", title, "name") : null, Svg.Line(labels, top, labels, height - 4)];
        var shapes = legend.Shapes.Concat(bars.SelectMany((bar, row) => Row(bar, top + (row * RowHeight), labels, scale))).Concat(frame.OfType<XElement>());
        return Svg.Drawing(id, title, string.Join("; ", bars.Select(Describe)), height, shapes, width, standsAlone);
    }

    private static IEnumerable<XElement> Row(Bar bar, double top, double labels, double scale)
    {
        var middle = top + (RowHeight / 2) + 4.5;
        yield return Svg.Text(labels - 10, middle, "end", TextFit.Cut(bar.Label, labels - 10));
        var x = labels;
        foreach (var part in bar.Parts.Where(part => part.Amount > 0))
        {
            var hint = part.Name.Length > 0 ? $"{bar.Label}, {part.Name}: {Number(part.Amount)}" : $"{bar.Label}: {Number(part.Amount)}";
            yield return Svg.Rect(x, top + ((RowHeight - BarHeight) / 2), Math.Max(1, ((double)part.Amount * scale) - 1), BarHeight, part.Tone, hint);
            x += (double)part.Amount * scale;
        }

        yield return Svg.Text(x + 8, middle, "start", Short.Number(bar.Amount), "soft");
    }

    private static string Describe(Bar bar)
    {
        var parts = bar.Parts.Where(part => part.Name.Length > 0 && part.Amount > 0).Select(part => $"{part.Name} {Number(part.Amount)}").ToList();
        return parts.Count > 0 ? $"{bar.Label} {Number(bar.Amount)} ({string.Join(", ", parts)})" : $"{bar.Label} {Number(bar.Amount)}";
    }

    private static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}
