using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MissionControl.Reports.Drawing;

/// <summary>The parts that all charts are made of: a drawing that scales, speaks to screen readers, and follows a light or dark page.</summary>
public static class Svg
{
    /// <summary>Of a drawing over the whole page.</summary>
    public const int Width = 720;

    /// <summary>Of a drawing that stands beside another, and below it on a narrow page.</summary>
    public const int HalfWidth = 520;

    /// <summary>What the tones look like in light, dark and print. A drawing that stands alone carries it; a page with many holds it once.</summary>
    public static string Style { get; } = """
        .mc-chart{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;--ink:#1f2937;--soft:#64748b;--line:#cbd5e1;--bar:#2563eb;--bad:#c2410c;--even:#94a3b8;--good:#0f766e;--odd:#7c3aed;--crit:#9f1239;--warn:#d97706}
        @media (prefers-color-scheme:dark){.mc-chart{--ink:#e5e7eb;--soft:#9ca3af;--line:#475569;--bar:#60a5fa;--bad:#fb923c;--even:#94a3b8;--good:#2dd4bf;--odd:#c4b5fd;--crit:#fb7185;--warn:#fbbf24}}
        @media print{.mc-chart{--ink:#1f2937;--soft:#475569;--line:#cbd5e1;--bar:#2563eb;--bad:#c2410c;--even:#94a3b8;--good:#0f766e;--odd:#7c3aed;--crit:#9f1239;--warn:#d97706;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        .mc-chart text{fill:var(--ink)}.mc-chart .soft{fill:var(--soft)}.mc-chart line{stroke:var(--line)}
        .mc-chart .bar{fill:var(--bar)}.mc-chart .bad{fill:var(--bad)}.mc-chart .even{fill:var(--even)}.mc-chart .good{fill:var(--good)}.mc-chart .odd{fill:var(--odd)}.mc-chart .crit{fill:var(--crit)}.mc-chart .warn{fill:var(--warn)}
        .mc-chart polyline{fill:none;stroke:var(--bar);stroke-width:2;stroke-linejoin:round}.mc-chart line.goal{stroke:var(--good);stroke-dasharray:5 4}.mc-chart line.start{stroke:var(--even);stroke-dasharray:2 4}.mc-chart polyline.past{stroke:var(--even);stroke-width:1.5}.mc-chart circle{stroke:var(--card,none);stroke-width:1}.mc-chart circle.hollow{fill:var(--card,none);stroke:var(--even);stroke-width:1.5}.mc-chart .small{font-size:12px}.mc-chart .name{font-weight:600}.mc-chart .large{font-size:20px;font-weight:650}
        """.ReplaceLineEndings("");

    private static readonly XNamespace Xmlns = "http://www.w3.org/2000/svg";

    /// <param name="standsAlone">False: the page holds <see cref="Style"/>.</param>
    public static SafeMarkup Drawing(
        string id, string title, string description, double height, IEnumerable<XElement> shapes, int width = Width, bool standsAlone = true) => new(
        Element(
            "svg",
            [
                new XAttribute("class", "mc-chart"),
                new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {Math.Round(height, 1)}")),
                new XAttribute("width", "100%"),
                new XAttribute("role", "img"),
                new XAttribute("aria-labelledby", $"{id}-title {id}-desc"),
                Element("title", [new XAttribute("id", $"{id}-title"), Clean(title)]),
                Element("desc", [new XAttribute("id", $"{id}-desc"), Clean(description)]),
                standsAlone ? Element("style", [Style]) : null,
                .. shapes,
            ]));

    public static XElement Rect(double x, double y, double width, double height, string tone, string hint) => Element(
        "rect",
        [Number("x", x), Number("y", y), Number("width", width), Number("height", height), new XAttribute("rx", 2), new XAttribute("class", tone), Element("title", [Clean(hint)])]);

    public static XElement Circle(double x, double y, double radius, string tone, string hint) => Element(
        "circle",
        [Number("cx", x), Number("cy", y), Number("r", radius), new XAttribute("class", tone), Element("title", [Clean(hint)])]);

    public static XElement Text(double x, double y, string anchor, string text, string? tone = null) => Element(
        "text",
        [Number("x", x), Number("y", y), new XAttribute("text-anchor", anchor), tone is null ? null : new XAttribute("class", tone), Clean(text)]);

    public static XElement Line(double x1, double y1, double x2, double y2, string? tone = null) =>
        Element("line", [Number("x1", x1), Number("y1", y1), Number("x2", x2), Number("y2", y2), tone is null ? null : new XAttribute("class", tone)]);

    public static XElement Polyline(IEnumerable<(double X, double Y)> points, string? tone = null) => Element(
        "polyline",
        [tone is null ? null : new XAttribute("class", tone), new XAttribute("points", string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(point.X, 1)},{Math.Round(point.Y, 1)}"))))]);

    /// <summary>At most so many characters, the last an ellipsis where text was cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..cut].TrimEnd() + "…";
    }

    /// <summary>The text without what XML has no way to write, even escaped: control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : ' ');
            }
        }

        return clean.ToString();
    }

    private static XElement Element(string name, object?[] content) => new(Xmlns + name, content);

    private static XAttribute Number(string name, double value) => new(name, Math.Round(value, 1).ToString(CultureInfo.InvariantCulture));
}
