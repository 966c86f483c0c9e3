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

    public static SafeMarkup Draw(string id, string title, IReadOnlyList<Bar> bars, bool standsAlone = true, bool drawTitle = false)
    {
        var legend = bars.SelectMany(bar => bar.Parts).Where(part => part.Name.Length > 0).DistinctBy(part => part.Name).ToList();
        var top = legend.Count > 0 || drawTitle ? LegendHeight : 4;
        var most = Math.Max(1, bars.Count == 0 ? 1 : (double)bars.Max(bar => bar.Amount));
        var shapes = Legend(legend).Concat(bars.SelectMany((bar, row) => Row(bar, top + (row * RowHeight), most)));
        var description = string.Join("; ", bars.Select(Describe));
        var height = top + (bars.Count * RowHeight) + 4;
        var axis = Svg.Line(LabelWidth, top, LabelWidth, height - 4);
        return Svg.Drawing(id, title, description, height, drawTitle ? shapes.Append(axis).Append(Svg.Text(0, 14, "start", title)) : shapes.Append(axis), standsAlone: standsAlone);
    }

    private static IEnumerable<XElement> Row(Bar bar, double top, double most)
    {
        var middle = top + (RowHeight / 2) + 4.5;
        yield return Svg.Text(LabelWidth - 10, middle, "end", Svg.Shorten(bar.Label, 26));
        var scale = (Svg.Width - LabelWidth - AmountWidth) / most;
        var x = LabelWidth;
        foreach (var part in bar.Parts.Where(part => part.Amount > 0))
        {
            var hint = part.Name.Length > 0 ? $"{bar.Label}, {part.Name}: {Number(part.Amount)}" : $"{bar.Label}: {Number(part.Amount)}";
            yield return Svg.Rect(x, top + ((RowHeight - BarHeight) / 2), Math.Max(1, ((double)part.Amount * scale) - 1), BarHeight, part.Tone, hint);
            x += (double)part.Amount * scale;
        }

        yield return Svg.Text(x + 8, middle, "start", Number(bar.Amount), "soft");
    }

    private static IEnumerable<XElement> Legend(List<BarPart> parts)
    {
        var x = LabelWidth;
        foreach (var part in parts.Take(5))
        {
            var name = Svg.Shorten(part.Name, 14);
            yield return Svg.Rect(x, 4, 12, 12, part.Tone, part.Name);
            yield return Svg.Text(x + 18, 14.5, "start", name);
            x += 36 + (name.Length * 7.5);
        }
    }

    private static string Describe(Bar bar)
    {
        var parts = bar.Parts.Where(part => part.Name.Length > 0 && part.Amount > 0).Select(part => $"{part.Name} {Number(part.Amount)}").ToList();
        return parts.Count > 0 ? $"{bar.Label} {Number(bar.Amount)} ({string.Join(", ", parts)})" : $"{bar.Label} {Number(bar.Amount)}";
    }

    private static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}
