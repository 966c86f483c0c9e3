using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>A value at one run, or at a time before there were runs.</summary>
public sealed record TrendPoint(string Label, decimal Value, bool IsHistorical = false);

/// <summary>A small line chart: the runs of one mission in their order, hollow points for history, and lines for target and baseline.</summary>
public static class TrendChart
{
    public const int Width = 340;

    private const double Height = 168;
    private const double Top = 52;
    private const double Bottom = 138;
    private const double Left = 44;
    private const double Right = Width - 14;

    /// <param name="note">A line under the title, for example the direction.</param>
    public static SafeMarkup Draw(string id, string title, string note, IReadOnlyList<TrendPoint> points, decimal? target, decimal? baseline)
    {
        var values = points.Select(point => point.Value).Concat(new[] { target, baseline }.OfType<decimal>()).Select(value => (double)value);
        var scale = new Scale(values, Bottom, Top);
        var step = points.Count > 1 ? (Right - Left) / (points.Count - 1) : 0;
        double X(int place) => points.Count > 1 ? Left + (place * step) : (Left + Right) / 2;
        var shapes = new List<XElement> { Svg.Text(0, 14, "start", Svg.Shorten(title, 44)), Svg.Text(0, 32, "start", Svg.Shorten(note, 48), "soft") };
        shapes.AddRange(scale.Ticks(3).Select(tick => Svg.Text(Left - 8, scale.At(tick) + 4, "end", Number((decimal)tick), "soft")));

        // History begins near the baseline and runs end near the target: each name stands at the other end.
        shapes.AddRange(Level(scale, baseline, "start", "baseline", Right, "end"));
        shapes.AddRange(Level(scale, target, "goal", "target", Left, "start"));
        if (points.Count > 1)
        {
            shapes.Add(Svg.Polyline(points.Select((point, place) => (X(place), scale.At((double)point.Value)))));
        }

        shapes.AddRange(points.Select((point, place) => Svg.Circle(
            X(place), scale.At((double)point.Value), point.IsHistorical ? 3 : 4, point.IsHistorical ? "hollow" : "bar", $"{point.Label}: {Number(point.Value)}")));
        shapes.AddRange(Ends(points, X));
        var description = string.Join("; ", points.Select(point => $"{point.Label} {Number(point.Value)}"));
        return Svg.Drawing(id, title, $"{note}. {description}", Height, shapes, Width, standsAlone: false);
    }

    private static IEnumerable<XElement> Level(Scale scale, decimal? level, string tone, string name, double x, string anchor)
    {
        if (level is { } value)
        {
            var y = scale.At((double)value);
            yield return Svg.Line(Left, y, Right, y, tone);
            yield return Svg.Text(x, y - 4, anchor, $"{name} {Number(value)}", "soft");
        }
    }

    private static IEnumerable<XElement> Ends(IReadOnlyList<TrendPoint> points, Func<int, double> x)
    {
        if (points.Count == 1)
        {
            yield return Svg.Text(x(0), Height - 8, "middle", points[0].Label, "soft");
        }
        else if (points.Count > 1)
        {
            yield return Svg.Text(Left, Height - 8, "start", points[0].Label, "soft");
            yield return Svg.Text(Right, Height - 8, "end", points[^1].Label, "soft");
        }
    }

    private static string Number(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
