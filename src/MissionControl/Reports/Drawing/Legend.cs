using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>Names of tones in lines from left to right, as many lines as they need.</summary>
internal sealed class Legend
{
    public const double LineHeight = 20;

    private const double Mark = 11;
    private const double Gap = 18;
    private const double LongestName = 150;

    private readonly List<XElement> _shapes = [];

    /// <param name="names">Each name with its tone.</param>
    public Legend(IEnumerable<(string Name, string Tone)> names, double left, double right, double top, bool areDots = false)
    {
        var (x, line) = (left, 0);
        foreach (var (name, tone) in names)
        {
            var text = TextFit.Cut(name, LongestName);
            var width = Mark + 6 + TextFit.Width(text);
            if (x > left && x + width > right)
            {
                (x, line) = (left, line + 1);
            }

            var y = top + (line * LineHeight);
            _shapes.Add(areDots ? Svg.Circle(x + (Mark / 2), y + (Mark / 2), 5, tone, name) : Svg.Rect(x, y, Mark, Mark, tone, name));
            _shapes.Add(Svg.Text(x + Mark + 6, y + 10, "start", text, "soft"));
            x += width + Gap;
        }

        Height = _shapes.Count == 0 ? 0 : (line + 1) * LineHeight;
    }

    public IReadOnlyList<XElement> Shapes => _shapes;

    public double Height { get; }
}
