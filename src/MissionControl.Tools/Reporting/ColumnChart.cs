using System.Globalization;
using System.Xml.Linq;
using MissionControl.Reports.Drawing;

namespace MissionControl.Tools.Reporting;

/// <summary>Columns over time, from the earliest to the latest, with the periods without anything between them.</summary>
internal static class ColumnChart
{
    private const double Height = 190;
    private const double Base = 160;
    private const double Top = 24;
    private const double LabelWidth = 64;

    public static SafeMarkup Draw(string id, string title, IReadOnlyList<(string Label, int Count)> columns)
    {
        var most = Math.Max(1, columns.Max(column => column.Count));
        var step = (double)Svg.Width / columns.Count;
        var every = (int)Math.Ceiling(LabelWidth / step);
        var shapes = columns.SelectMany((column, index) => Column(column, index, step, every, most))
            .Append(Svg.Line(0, Base, Svg.Width, Base));
        var description = string.Join("; ", columns.Select(column => $"{column.Label} {Number(column.Count)}"));
        return Svg.Drawing(id, title, description, Height, shapes);
    }

    private static IEnumerable<XElement> Column((string Label, int Count) column, int index, double step, int every, int most)
    {
        var width = Math.Min(54, step * 0.7);
        var middle = (index + 0.5) * step;
        var height = (Base - Top) * column.Count / most;
        if (column.Count > 0)
        {
            yield return Svg.Rect(middle - (width / 2), Base - height, width, height, "bar", $"{column.Label}: {Number(column.Count)}");
        }

        if (step >= 22)
        {
            yield return Svg.Text(middle, Base - height - 6, "middle", Number(column.Count), "soft");
        }

        if (index % every == 0)
        {
            yield return Svg.Text(middle, Base + 18, "middle", column.Label, "soft");
        }
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
