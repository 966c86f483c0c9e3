using System.Text;
using MissionControl.Reports.Documents;

namespace MissionControl.Reports.Writing;

/// <summary>Writes a report as GitHub-flavoured Markdown; drawings are left out, their figures stand in the tables.</summary>
public static class MarkdownWriter
{
    public static string Write(ReportDocument report)
    {
        var text = new StringBuilder();
        Line(text, $"# {MarkdownText.Escape(report.Title)}");
        if (report.Subtitle is { } subtitle)
        {
            Line(text, MarkdownText.Escape(subtitle));
        }

        foreach (var section in report.Sections)
        {
            Line(text, $"## {MarkdownText.Escape(section.Heading)}");
            foreach (var block in section.Blocks)
            {
                Write(text, block);
            }
        }

        if (report.Footer is { } footer)
        {
            Line(text, $"*{MarkdownText.Escape(footer)}*");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Write(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case Banner banner:
                Line(text, $"**{MarkdownText.Escape(banner.Word)}** {MarkdownText.Escape(banner.Text, beginsLine: false)}");
                break;
            case Paragraph paragraph:
                Line(text, paragraph.Label is { } label ? $"**{MarkdownText.Escape(label)}:** {MarkdownText.Escape(paragraph.Text, beginsLine: false)}" : MarkdownText.Escape(paragraph.Text));
                break;
            case Note note:
                Line(text, $"*{MarkdownText.Escape(note.Text)}*");
                break;
            case Subheading heading:
                Line(text, $"### {MarkdownText.Escape(heading.Text)}");
                break;
            case Points points:
                Line(text, string.Join('\n', points.Items.Select(item => $"- {MarkdownText.Escape(item)}")));
                break;
            case Tiles tiles:
                WriteTable(text, [new("Figure"), Column.Number("Value"), new("")], tiles.Items.Select(tile => new[] { tile.Name, tile.Value, tile.Note ?? "" }));
                break;
            case SideBySide tables:
                foreach (var (heading, inner) in tables.Items)
                {
                    Write(text, new Subheading(heading));
                    Write(text, inner);
                }

                break;
            case Table { Rows.Count: 0 } empty:
                Line(text, MarkdownText.Escape(empty.WhenEmpty));
                break;
            case Table table:
                WriteTable(text, table.Columns, table.Rows.Select(row => row.Select(cell => cell.Text).ToArray()));
                break;
        }
    }

    private static void WriteTable(StringBuilder text, IReadOnlyList<Column> columns, IEnumerable<string[]> rows)
    {
        var lines = rows.Select(Row)
            .Prepend($"| {string.Join(" | ", columns.Select(column => column.IsNumber ? "---:" : "---"))} |")
            .Prepend(Row([.. columns.Select(column => column.Title)]));
        Line(text, string.Join('\n', lines));
    }

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells.Select(cell => MarkdownText.Escape(cell, beginsLine: false)))} |";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}
