using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MissionControl.Reports.Documents;
using MissionControl.Reports.Drawing;

namespace MissionControl.Reports.Writing;

/// <summary>
/// Writes a report as one HTML file that needs nothing else: no script, no font, no image from elsewhere; light, dark and on paper. It is built as
/// a tree, so that no text in it can become markup.
/// </summary>
public static partial class HtmlWriter
{
    /// <summary>Characters from which a cell takes the whole width of a narrow page.</summary>
    private const int LongText = 28;

    /// <summary>Characters up to which an id is not broken.</summary>
    private const int ShortId = 20;

    public static string Write(ReportDocument report)
    {
        var sections = report.Sections.Select((section, place) => Section(section, $"s{place + 1}")).ToList();
        var page = El(
            "html",
            new XAttribute("lang", "en"),
            El(
                "head",
                El("meta", new XAttribute("charset", "utf-8")),
                Meta("viewport", "width=device-width, initial-scale=1"),
                Meta("color-scheme", "light dark"),
                El("title", Text(report.Title)),
                El("style", HtmlStyle.Page),
                El("style", Svg.Style)),
            El(
                "body",
                El(
                    "main",
                    El("header", El("h1", Text(report.Title)), report.Subtitle is { } subtitle ? El("p", Class("subtitle"), WithWholeDates(subtitle)) : null, Contents(report)),
                    sections,
                    report.Footer is { } footer ? El("footer", Text(footer)) : null)));
        return new StringBuilder("<!doctype html>\n").Append(page.ToString(SaveOptions.DisableFormatting)).Append('\n').ToString();
    }

    private static XElement? Contents(ReportDocument report) => report.Sections.Count < 4
        ? null
        : El("nav", new XAttribute("aria-label", "Contents"), report.Sections.Select((section, place) => El("a", new XAttribute("href", $"#s{place + 1}"), Text(section.Heading))));

    private static XElement Section(ReportSection section, string id) =>
        El("section", new XAttribute("id", id), El("h2", Text(section.Heading)), section.Blocks.Select(Block));

    private static XElement Block(ReportBlock block) => block switch
    {
        Banner banner => El("p", Class($"banner {Word(banner.Tone)}"), El("strong", Text(banner.Word)), El("span", Text(banner.Text))),
        Paragraph { Label: { } label } paragraph => El("p", Class("marked"), El("strong", Text(label)), El("span", Text(paragraph.Text))),
        Paragraph paragraph => El("p", Text(paragraph.Text)),
        Note note => El("p", Class("note"), Text(note.Text)),
        Subheading heading => El("h3", Text(heading.Text)),
        Points points => El("ul", points.Items.Select(item => El("li", Text(item)))),
        Tiles tiles => El("dl", Class("tiles"), tiles.Items.Select(Tile)),
        SideBySide tables => El("div", Class("beside"), tables.Items.Select(item => El("div", El("h3", Text(item.Heading)), Block(item.Table)))),
        Table { Rows.Count: 0 } empty => El("p", Class("note"), Text(empty.WhenEmpty)),
        Table table => TableOf(table),
        Drawings drawings => El(
            "div",
            drawings.Heading is { } heading ? El("h3", Text(heading)) : null,
            El("div", Class(drawings.AreSmall ? "drawings small" : "drawings"), drawings.Items.Select(item => El("figure", item.ToElement()))),
            drawings.Note is { } note ? El("p", Class("note"), Text(note)) : null),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "Not a block of a report."),
    };

    private static XElement Tile(Tile tile) => El(
        "div",
        Class($"tile {Word(tile.Tone)}"),
        El("dt", Text(tile.Name)),
        El("dd", Class("value"), Text(tile.Value)),
        tile.Note is { } note ? El("dd", Class("of"), WithWholeDates(note)) : null);

    private static XElement TableOf(Table table) => El(
        "div",
        Class("scroll"),
        El(
            "table",
            IsWide(table) ? Class("wide") : null,
            El("thead", El("tr", table.Columns.Select(column => El("th", new XAttribute("scope", "col"), column.IsNumber ? Class("number") : null, Text(column.Title))))),
            El("tbody", table.Rows.Select(row => El("tr", row.Select((cell, place) => CellOf(cell, table.Columns[place])))))));

    /// <summary>A narrow page shows each row of a wide table as a block of its own, so that nothing lies beyond its edge.</summary>
    private static bool IsWide(Table table) => table.Columns.Count > 4 || (table.Columns.Count > 2 && table.Columns.Count(column => !column.IsNumber) > 1);

    private static XElement CellOf(Cell cell, Column column) => El(
        "td",
        ClassOf(cell, column) is { Length: > 0 } name ? Class(name) : null,
        column.Title.Length > 0 ? new XAttribute("data-label", Svg.Clean(column.Title)) : null,
        cell.Tone is Tone.Plain ? WithWholeDates(cell.Text) : El("span", Class($"mark {Word(cell.Tone)}"), Text(cell.Text)));

    private static string ClassOf(Cell cell, Column column)
    {
        var kind = column.Kind switch
        {
            ColumnKind.Text => "",
            ColumnKind.Id when cell.Text.Length <= ShortId => "id whole",
            _ => Wire.Word(column.Kind),
        };
        return cell.Text.Length > LongText ? $"{kind} long".TrimStart() : kind;
    }

    /// <summary>A date breaks at no hyphen.</summary>
    private static IEnumerable<XNode> WithWholeDates(string text)
    {
        var end = 0;
        foreach (Match date in Date().Matches(text))
        {
            yield return Text(text[end..date.Index]);
            yield return El("span", Class("time"), Text(date.Value));
            end = date.Index + date.Length;
        }

        if (end < text.Length || end == 0)
        {
            yield return Text(text[end..]);
        }
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    private static string Word(Tone tone) => Wire.Word(tone);

    private static XElement Meta(string name, string content) => El("meta", new XAttribute("name", name), new XAttribute("content", content));

    private static XAttribute Class(string name) => new("class", name);

    private static XText Text(string text) => new(Svg.Clean(text));

    private static XElement El(string name, params object?[] content)
    {
        var element = new XElement(name, content);

        // HTML knows <td /> only as <td>: what may hold text is closed by a tag of its own.
        if (element.IsEmpty && name != "meta")
        {
            element.Add("");
        }

        return element;
    }
}
