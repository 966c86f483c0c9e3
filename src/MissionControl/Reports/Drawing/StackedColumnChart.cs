using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>A column of parts, for one period of time.</summary>
public sealed record StackedColumn(string Label, IReadOnlyList<BarPart> Parts)
{
    public decimal Amount => Parts.Sum(part => part.Amount);
}

/// <summary>Columns over time, each of several parts from the bottom up, with a legend.</summary>
public static class StackedColumnChart
{
    private const double PlotHeight = 150;
    private const double Left = 40;
    private const double Right = Svg.HalfWidth - 4;

    public static SafeMarkup Draw(string id, string title, IReadOnlyList<StackedColumn> columns)
    {
        var names = columns.SelectMany(column => column.Parts).DistinctBy(part => part.Name).Select(part => (part.Name, part.Tone));
        var legend = new Legend(names, 0, Right, 26);
        var top = 38 + legend.Height;
        var bottom = top + PlotHeight;
        var scale = new Scale(columns.Select(column => (double)column.Amount), bottom, top, fromZero: true);
        var step = (Right - Left) / Math.Max(1, columns.Count);
        double Middle(int place) => Left + ((place + 0.5) * step);
        var shapes = new List<XElement> { Svg.Text(0, 14, "start", title, "name") };
        shapes.AddRange(legend.Shapes);
        foreach (var tick in scale.Ticks(4).Where(tick => tick == Math.Floor(tick)))
        {
            shapes.Add(Svg.Line(Left, scale.At(tick), Right, scale.At(tick)));
            shapes.Add(Svg.Text(Left - 8, scale.At(tick) + 4, "end", Short.Number((decimal)tick), "soft"));
        }

        shapes.AddRange(columns.SelectMany((column, place) => Column(column, Middle(place), Math.Min(44, step * 0.7), scale)));
        shapes.AddRange(Labels(columns, Middle, step, bottom));
        return Svg.Drawing(id, title, string.Join("; ", columns.Select(Describe)), bottom + 30, shapes, Svg.HalfWidth, standsAlone: false);
    }

    /// <summary>As many as have room, the first and then every so many, none beyond the edges.</summary>
    private static IEnumerable<XElement> Labels(IReadOnlyList<StackedColumn> columns, Func<int, double> middle, double step, double bottom)
    {
        var widest = columns.Count == 0 ? 0 : columns.Max(column => TextFit.Width(column.Label));
        var every = Math.Max(1, (int)Math.Ceiling((widest + 12) / step));
        for (var place = 0; place < columns.Count; place += every)
        {
            yield return Svg.Text(Math.Clamp(middle(place), widest / 2, Right - (widest / 2)), bottom + 20, "middle", columns[place].Label, "soft");
        }
    }

    private static IEnumerable<XElement> Column(StackedColumn column, double middle, double width, Scale scale)
    {
        var below = 0m;
        foreach (var part in column.Parts.Where(part => part.Amount > 0))
        {
            var (bottom, top) = (scale.At((double)below), scale.At((double)(below + part.Amount)));
            yield return Svg.Rect(middle - (width / 2), top, width, Math.Max(1, bottom - top - 1), part.Tone, $"{column.Label}, {part.Name}: {Number(part.Amount)}");
            below += part.Amount;
        }
    }

    private static string Describe(StackedColumn column)
    {
        var parts = column.Parts.Where(part => part.Amount > 0).Select(part => $"{part.Name} {Number(part.Amount)}").ToList();
        return parts.Count == 0 ? $"{column.Label} none" : $"{column.Label} {string.Join(", ", parts)}";
    }

    private static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}
