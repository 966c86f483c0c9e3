using System.Globalization;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>One point with its name.</summary>
public sealed record ScatterPoint(string Label, decimal X, decimal Y, string Tone);

/// <summary>Points by two figures; names stand beside points as long as there is room for them.</summary>
public static class ScatterChart
{
    private const double Height = 300;
    private const double Top = 34;
    private const double Base = 250;
    private const double Left = 56;
    private const double Right = Svg.Width - 60;
    private const int MostNames = 40;

    public static SafeMarkup Draw(string id, string title, string xName, string yName, IReadOnlyList<ScatterPoint> points)
    {
        var x = new Scale(points.Select(point => (double)point.X), Left, Right, fromZero: true);
        var y = new Scale(points.Select(point => (double)point.Y), Base, Top);
        var shapes = new List<XElement> { Svg.Text(0, 14, "start", title), Svg.Text(Right, Height - 6, "end", xName, "soft"), Svg.Text(Left, Height - 6, "start", yName, "soft") };
        foreach (var tick in y.Ticks(5))
        {
            shapes.Add(Svg.Line(Left, y.At(tick), Right, y.At(tick)));
            shapes.Add(Svg.Text(Left - 8, y.At(tick) + 4, "end", Number((decimal)tick), "soft"));
        }

        shapes.AddRange(x.Ticks(7).Select(tick => Svg.Text(x.At(tick), Base + 22, "middle", Number((decimal)tick), "soft")));
        shapes.AddRange(points.Select(point => Svg.Circle(
            x.At((double)point.X), y.At((double)point.Y), 6, point.Tone, $"{point.Label}: {xName} {Number(point.X)}, {yName} {Number(point.Y)}")));
        shapes.AddRange(Names(points, x, y));
        var description = string.Join("; ", points.Select(point => $"{point.Label}: {Number(point.X)}, {Number(point.Y)}"));
        return Svg.Drawing(id, title, $"{xName} against {yName}. {description}", Height, shapes, standsAlone: false);
    }

    /// <summary>A name is left out where it would cover another.</summary>
    private static List<XElement> Names(IReadOnlyList<ScatterPoint> points, Scale x, Scale y)
    {
        var taken = new List<(double Left, double Right, double Y)>();
        var names = new List<XElement>();
        foreach (var point in points.Take(MostNames))
        {
            var name = Svg.Shorten(point.Label, 22);
            var (left, middle) = (x.At((double)point.X) + 10, y.At((double)point.Y));
            var right = left + (name.Length * 7.2);
            double[] places = [middle + 4, middle - 10, middle + 18];
            var free = places.Where(place => taken.TrueForAll(one => one.Right < left || one.Left > right || Math.Abs(one.Y - place) > 13)).ToList();
            if (free.Count > 0)
            {
                taken.Add((left, right, free[0]));
                names.Add(Svg.Text(left, free[0], "start", name));
            }
        }

        return names;
    }

    private static string Number(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);
}
