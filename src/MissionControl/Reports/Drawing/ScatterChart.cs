using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>One point with its name.</summary>
public sealed record ScatterPoint(string Label, decimal X, decimal Y, string Tone);

/// <summary>Points by two figures; names stand beside points as long as they cover nothing.</summary>
public static class ScatterChart
{
    private const double PlotHeight = 230;
    private const double Left = 48;
    private const double Right = Svg.HalfWidth - 12;
    private const double Radius = 5.5;
    private const double TextHeight = 13;
    private const int MostNames = 60;

    /// <param name="tones">What each tone means.</param>
    public static SafeMarkup Draw(
        string id, string title, string xName, string yName, IReadOnlyList<ScatterPoint> points, IReadOnlyList<(string Name, string Tone)> tones)
    {
        var legend = new Legend(tones, 0, Right, 26, areDots: true);
        var top = 62 + legend.Height;
        var bottom = top + PlotHeight;
        var x = new Scale(points.Select(point => (double)point.X), Left, Right, fromZero: true);
        var y = new Scale(points.Select(point => (double)point.Y), bottom, top);
        var shapes = new List<XElement>(legend.Shapes)
        {
            Svg.Text(0, 14, "start", title, "name"), Svg.Text(0, top - 14, "start", yName, "soft"), Svg.Text(Right, bottom + 42, "end", xName, "soft"),
        };
        foreach (var tick in y.Ticks(5))
        {
            shapes.Add(Svg.Line(Left, y.At(tick), Right, y.At(tick)));
            shapes.Add(Svg.Text(Left - 8, y.At(tick) + 4, "end", Short.Number((decimal)tick), "soft"));
        }

        shapes.AddRange(x.Ticks(6).Where(tick => x.At(tick) < Right - 10).Select(tick => Svg.Text(x.At(tick), bottom + 20, "middle", Short.Number((decimal)tick), "soft")));
        shapes.AddRange(points.Select(point => Svg.Circle(
            x.At((double)point.X), y.At((double)point.Y), Radius, point.Tone, $"{point.Label}: {xName} {Exact(point.X)}, {yName} {Exact(point.Y)}")));
        shapes.AddRange(Names(points.Select(point => (point.Label, X: x.At((double)point.X), Y: y.At((double)point.Y))).ToList(), top - 10, bottom));
        var description = string.Join("; ", points.Select(point => $"{point.Label}: {Exact(point.X)}, {Exact(point.Y)}"));
        return Svg.Drawing(id, title, $"{xName} against {yName}. {description}", bottom + 50, shapes, Svg.HalfWidth, standsAlone: false);
    }

    /// <summary>Each name where it covers no point and no other name: at the right, the left, above or below; otherwise it is left out.</summary>
    private static List<XElement> Names(List<(string Label, double X, double Y)> points, double top, double bottom)
    {
        var taken = points.Select(point => new Box(point.X - Radius, point.Y - Radius, point.X + Radius, point.Y + Radius)).ToList();
        var names = new List<XElement>();
        foreach (var (label, x, y) in points.Take(MostNames))
        {
            var name = Svg.Shorten(label, 22);
            var width = TextFit.Width(name, 12);
            (double Left, double Middle)[] places =
            [
                (x + 9, y), (x - 9 - width, y), (x - (width / 2), y - 14), (x - (width / 2), y + 14), (x + 7, y - 12), (x + 7, y + 12), (x - 7 - width, y - 12), (x - 7 - width, y + 12),
            ];
            var free = places.Select(place => new Box(place.Left, place.Middle - (TextHeight / 2), place.Left + width, place.Middle + (TextHeight / 2)))
                .Where(box => box.Left >= Left - 4 && box.Right <= Svg.HalfWidth && box.Top >= top && box.Bottom <= bottom && !taken.Exists(box.Meets)).ToList();
            if (free is [var box, ..])
            {
                taken.Add(box);
                names.Add(Svg.Text(box.Left, box.Top + 10.5, "start", name, "small"));
            }
        }

        return names;
    }

    private static string Exact(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
