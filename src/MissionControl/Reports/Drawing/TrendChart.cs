using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>A value at one run, or at a time before there were runs.</summary>
public sealed record TrendPoint(string Label, decimal Value, bool IsHistorical = false);

/// <summary>A small line chart: the runs of one mission in their order, hollow points for history, and lines for target and baseline, named at their ends.</summary>
public static class TrendChart
{
    public const int Width = 340;

    private const double Height = 172;
    private const double Top = 52;
    private const double Bottom = 140;
    private const double Left = 48;
    private const double Right = Width - 92;
    private const double Line = 14;
    private const int MostRound = 24;

    /// <param name="note">A line under the title, for example the direction.</param>
    public static SafeMarkup Draw(string id, string title, string note, IReadOnlyList<TrendPoint> points, decimal? target, decimal? baseline)
    {
        var values = points.Select(point => point.Value).Concat(new[] { target, baseline }.OfType<decimal>()).Select(value => (double)value);
        var scale = new Scale(values, Bottom, Top);
        var step = points.Count > 1 ? (Right - Left) / (points.Count - 1) : 0;
        double X(int place) => points.Count > 1 ? Left + (place * step) : (Left + Right) / 2;
        var shapes = new List<XElement>(Heading(title, note, points));
        shapes.AddRange(scale.Ticks(4).Select(tick => Svg.Text(Left - 8, scale.At(tick) + 4, "end", Short.Number((decimal)tick), "soft small")));
        shapes.AddRange(Levels(scale, target, baseline));
        shapes.AddRange(Lines(points, X, scale));
        shapes.AddRange(points.Select((point, place) => Svg.Circle(
            X(place), scale.At((double)point.Value), Radius(points, place), point.IsHistorical ? "hollow" : "bar", $"{point.Label}: {Exact(point.Value)}")));
        shapes.AddRange(Ends(points, X));
        var description = string.Join("; ", points.Select(point => $"{point.Label} {Exact(point.Value)}"));
        return Svg.Drawing(id, title, $"{note}. {description}", Height, shapes, Width, standsAlone: false);
    }

    /// <summary>The title, the note, and the latest value large at the right.</summary>
    private static IEnumerable<XElement> Heading(string title, string note, IReadOnlyList<TrendPoint> points)
    {
        var latest = points.Count > 0 ? Short.Number(points[^1].Value) : "";
        yield return Svg.Text(0, 14, "start", TextFit.Cut(title, Width - TextFit.Width(latest, 20) - 12, 14), "name");
        yield return Svg.Text(0, 32, "start", TextFit.Cut(note, Width, 12), "soft small");
        yield return Svg.Text(Width, 18, "end", latest, "large");
    }

    private static double Radius(IReadOnlyList<TrendPoint> points, int place) =>
        points.Count > MostRound && place < points.Count - 1 ? 2 : points[place].IsHistorical ? 3 : 4;

    /// <summary>Target and baseline; where they are close, their names step apart.</summary>
    private static IEnumerable<XElement> Levels(Scale scale, decimal? target, decimal? baseline)
    {
        var levels = new[] { (Name: "target", Value: target, Tone: "goal"), (Name: "baseline", Value: baseline, Tone: "start") }
            .Where(level => level.Value is not null)
            .Select(level => (level.Name, Value: level.Value!.Value, level.Tone, Y: scale.At((double)level.Value!.Value)))
            .OrderBy(level => level.Y).ToList();
        var apart = levels.Count == 2 ? Math.Max(0, Line - (levels[1].Y - levels[0].Y)) / 2 : 0;
        for (var place = 0; place < levels.Count; place++)
        {
            var (name, value, tone, y) = levels[place];
            yield return Svg.Line(Left, y, Right + 4, y, tone);
            yield return Svg.Text(Right + 9, y + 4 + (place == 0 ? -apart : apart), "start", TextFit.Cut($"{name} {Short.Number(value)}", Width - Right - 9, 12), "soft small");
        }
    }

    /// <summary>History up to the first run in one tone, the runs in another.</summary>
    private static IEnumerable<XElement> Lines(IReadOnlyList<TrendPoint> points, Func<int, double> x, Scale scale)
    {
        var places = points.Select((point, place) => (X: x(place), Y: scale.At((double)point.Value))).ToList();
        var history = points.Count(point => point.IsHistorical);
        if (history > 0 && points.Count > 1)
        {
            yield return Svg.Polyline(places.Take(history + 1), "past");
        }

        if (points.Count - history > 1)
        {
            yield return Svg.Polyline(places.Skip(history));
        }
    }

    private static IEnumerable<XElement> Ends(IReadOnlyList<TrendPoint> points, Func<int, double> x)
    {
        if (points.Count == 1)
        {
            yield return Svg.Text(x(0), Height - 8, "middle", points[0].Label, "soft small");
        }
        else if (points.Count > 1)
        {
            yield return Svg.Text(Left, Height - 8, "start", points[0].Label, "soft small");
            yield return Svg.Text(Right, Height - 8, "end", points[^1].Label, "soft small");
        }
    }

    private static string Exact(decimal value) => value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture);
}
