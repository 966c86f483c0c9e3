using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Tools.Reporting;

/// <summary>A part of a bar: how much, what it stands for, and its tone (bar, bad, even, good, odd).</summary>
internal sealed record BarPart(string Name, int Count, string Tone);

/// <summary>A bar of one part or several.</summary>
internal sealed record Bar(string Label, IReadOnlyList<BarPart> Parts)
{
    public int Count => Parts.Sum(part => part.Count);
}

/// <summary>Horizontal bars from one baseline, with a legend when bars have parts.</summary>
internal static class BarChart
{
    private const double LabelWidth = 190;
    private const double RowHeight = 30;
    private const double BarHeight = 18;
    private const double CountWidth = 60;
    private const double LegendHeight = 28;

    public static SafeMarkup Draw(string id, string title, IReadOnlyList<Bar> bars)
    {
        var legend = bars.SelectMany(bar => bar.Parts).Where(part => part.Name.Length > 0).DistinctBy(part => part.Name).ToList();
        var top = legend.Count > 0 ? LegendHeight : 4;
        var most = Math.Max(1, bars.Count == 0 ? 1 : bars.Max(bar => bar.Count));
        var shapes = Legend(legend).Concat(bars.SelectMany((bar, row) => Row(bar, top + (row * RowHeight), most)));
        var description = string.Join("; ", bars.Select(Describe));
        var height = top + (bars.Count * RowHeight) + 4;
        var axis = Svg.Line(LabelWidth, top, LabelWidth, height - 4);
        return Svg.Drawing(id, title, description, height, shapes.Append(axis));
    }

    private static IEnumerable<XElement> Row(Bar bar, double top, int most)
    {
        var middle = top + (RowHeight / 2) + 4.5;
        yield return Svg.Text(LabelWidth - 10, middle, "end", Svg.Shorten(bar.Label, 26));
        var scale = (Svg.Width - LabelWidth - CountWidth) / most;
        var x = LabelWidth;
        foreach (var part in bar.Parts.Where(part => part.Count > 0))
        {
            var hint = part.Name.Length > 0 ? $"{bar.Label}, {part.Name}: {Number(part.Count)}" : $"{bar.Label}: {Number(part.Count)}";
            yield return Svg.Rect(x, top + ((RowHeight - BarHeight) / 2), Math.Max(1, (part.Count * scale) - 1), BarHeight, part.Tone, hint);
            x += part.Count * scale;
        }

        yield return Svg.Text(x + 8, middle, "start", Number(bar.Count), "soft");
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
        var parts = bar.Parts.Where(part => part.Name.Length > 0 && part.Count > 0).Select(part => $"{part.Name} {Number(part.Count)}").ToList();
        return parts.Count > 0 ? $"{bar.Label} {Number(bar.Count)} ({string.Join(", ", parts)})" : $"{bar.Label} {Number(bar.Count)}";
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
