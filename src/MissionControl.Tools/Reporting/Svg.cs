using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MissionControl.Tools.Reporting;

/// <summary>The parts that all charts are made of: a drawing that scales, speaks to screen readers, and follows a light or dark page.</summary>
internal static class Svg
{
    public const int Width = 720;

    private const string Style = """
        .mc-chart{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;--ink:#1f2937;--soft:#64748b;--line:#cbd5e1;--bar:#2563eb;--bad:#c2410c;--even:#94a3b8;--good:#0f766e;--odd:#7c3aed}
        @media (prefers-color-scheme:dark){.mc-chart{--ink:#e5e7eb;--soft:#9ca3af;--line:#475569;--bar:#60a5fa;--bad:#fb923c;--even:#94a3b8;--good:#2dd4bf;--odd:#c4b5fd}}
        @media print{.mc-chart{--ink:#1f2937;--soft:#475569;--line:#cbd5e1;--bar:#2563eb;--bad:#c2410c;--even:#94a3b8;--good:#0f766e;--odd:#7c3aed;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        .mc-chart text{fill:var(--ink)}.mc-chart .soft{fill:var(--soft)}.mc-chart line{stroke:var(--line)}
        .mc-chart .bar{fill:var(--bar)}.mc-chart .bad{fill:var(--bad)}.mc-chart .even{fill:var(--even)}.mc-chart .good{fill:var(--good)}.mc-chart .odd{fill:var(--odd)}
        """;

    private static readonly XNamespace Xmlns = "http://www.w3.org/2000/svg";

    public static SafeMarkup Drawing(string id, string title, string description, double height, IEnumerable<XElement> shapes) => new(
        Element(
            "svg",
            [
                new XAttribute("class", "mc-chart"),
                new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}")),
                new XAttribute("width", "100%"),
                new XAttribute("role", "img"),
                new XAttribute("aria-labelledby", $"{id}-title {id}-desc"),
                Element("title", [new XAttribute("id", $"{id}-title"), Clean(title)]),
                Element("desc", [new XAttribute("id", $"{id}-desc"), Clean(description)]),
                Element("style", [Style.ReplaceLineEndings("")]),
                .. shapes,
            ]));

    public static XElement Rect(double x, double y, double width, double height, string tone, string hint) => Element(
        "rect",
        [Number("x", x), Number("y", y), Number("width", width), Number("height", height), new XAttribute("rx", 2), new XAttribute("class", tone), Element("title", [Clean(hint)])]);

    public static XElement Text(double x, double y, string anchor, string text, string? tone = null) => Element(
        "text",
        [Number("x", x), Number("y", y), new XAttribute("text-anchor", anchor), tone is null ? null : new XAttribute("class", tone), Clean(text)]);

    public static XElement Line(double x1, double y1, double x2, double y2) =>
        Element("line", [Number("x1", x1), Number("y1", y1), Number("x2", x2), Number("y2", y2)]);

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

    private static XElement Element(string name, object?[] content) => new(Xmlns + name, content);

    private static XAttribute Number(string name, double value) => new(name, Math.Round(value, 1).ToString(CultureInfo.InvariantCulture));

    // XML has no way to write control characters and halves of surrogate pairs, even escaped.
    private static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
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
}
