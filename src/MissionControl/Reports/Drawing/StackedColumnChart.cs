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
    private const double Height = 220;
    private const double Top = 52;
    private const double Base = 188;
    private const double Left = 34;
    private const double LabelWidth = 74;

    public static SafeMarkup Draw(string id, string title, IReadOnlyList<StackedColumn> columns)
    {
        var scale = new Scale(columns.Select(column => (double)column.Amount), Base, Top, fromZero: true);
        var step = (Svg.Width - Left) / Math.Max(1, columns.Count);
        var every = Math.Max(1, (int)Math.Ceiling(LabelWidth / step));
        var legend = columns.SelectMany(column => column.Parts).DistinctBy(part => part.Name).ToList();
        var shapes = new List<XElement>();
        foreach (var tick in scale.Ticks(4).Where(tick => tick == Math.Floor(tick)))
        {
            shapes.Add(Svg.Line(Left, scale.At(tick), Svg.Width, scale.At(tick)));
            shapes.Add(Svg.Text(Left - 8, scale.At(tick) + 4, "end", Number((decimal)tick), "soft"));
        }

        shapes.AddRange(columns.SelectMany((column, place) => Column(column, Left + ((place + 0.5) * step), Math.Min(48, step * 0.7), scale)));
        shapes.AddRange(columns.Select((column, place) => (column, place)).Where(one => one.place % every == 0)
            .Select(one => Svg.Text(Left + ((one.place + 0.5) * step), Base + 20, "middle", one.column.Label, "soft")));
        shapes.AddRange(Legend(title, legend));
        var description = string.Join("; ", columns.Select(Describe));
        return Svg.Drawing(id, title, description, Height, shapes, standsAlone: false);
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

    private static IEnumerable<XElement> Legend(string title, List<BarPart> parts)
    {
        yield return Svg.Text(0, 14, "start", title);
        var x = 0d;
        foreach (var part in parts.Take(6))
        {
            var name = Svg.Shorten(part.Name, 16);
            yield return Svg.Rect(x, 25, 11, 11, part.Tone, part.Name);
            yield return Svg.Text(x + 17, 35, "start", name, "soft");
            x += 36 + (name.Length * 7.2);
        }
    }

    private static string Describe(StackedColumn column)
    {
        var parts = column.Parts.Where(part => part.Amount > 0).Select(part => $"{part.Name} {Number(part.Amount)}").ToList();
        return parts.Count == 0 ? $"{column.Label} none" : $"{column.Label} {string.Join(", ", parts)}";
    }

    private static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}
