using MissionControl.Reports.Drawing;

namespace MissionControl.Reports.Documents;

/// <summary>A report before it has a format: plain text, figures, tables and drawings. Nothing of its text means anything to a format.</summary>
public sealed record ReportDocument(string Title)
{
    public string? Subtitle { get; init; }

    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    public string? Footer { get; init; }
}

/// <summary>A part of a report under a heading of its own.</summary>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks);

/// <summary>What stands in a section.</summary>
public abstract record ReportBlock;

/// <summary>A line that says it all, with one word in a tone.</summary>
public sealed record Banner(string Word, Tone Tone, string Text) : ReportBlock;

/// <summary>A sentence or two; with a label it stands out.</summary>
public sealed record Paragraph(string Text, string? Label = null) : ReportBlock;

/// <summary>Smaller print: what a figure means, or how it was made.</summary>
public sealed record Note(string Text) : ReportBlock;

/// <summary>A heading inside a section.</summary>
public sealed record Subheading(string Text) : ReportBlock;

public sealed record Points(IReadOnlyList<string> Items) : ReportBlock;

public sealed record Tiles(IReadOnlyList<Tile> Items) : ReportBlock;

/// <summary>One figure.</summary>
/// <param name="Note">What it is held against, for example its change.</param>
public sealed record Tile(string Name, string Value, string? Note = null, Tone Tone = Tone.Plain);

/// <summary>Small tables, one beside the other where there is room.</summary>
public sealed record SideBySide(IReadOnlyList<(string Heading, Table Table)> Items) : ReportBlock;

/// <param name="WhenEmpty">What stands there instead of a table without rows.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, string WhenEmpty = "None.") : ReportBlock;

public sealed record Column(string Title, ColumnKind Kind = ColumnKind.Text)
{
    public bool IsNumber => Kind is ColumnKind.Number;

    public static Column Number(string title) => new(title, ColumnKind.Number);

    public static Column Time(string title) => new(title, ColumnKind.Time);

    public static Column Id(string title) => new(title, ColumnKind.Id);

    public static Column Name(string title) => new(title, ColumnKind.Name);
}

/// <summary>What stands in a column, for the room that it gets.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>At the right, on one line.</summary>
    Number,

    /// <summary>On one line.</summary>
    Time,

    /// <summary>A short word of a machine: not broken before it is long.</summary>
    Id,

    /// <summary>Some words of people: not squeezed by the columns beside it.</summary>
    Name,
}

public sealed record Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "–");
}

/// <summary>Drawings, one beside the other where they are small. Formats that cannot show them leave them out: their figures stand in tables too.</summary>
public sealed record Drawings(IReadOnlyList<SafeMarkup> Items, bool AreSmall = false) : ReportBlock
{
    public string? Heading { get; init; }

    public string? Note { get; init; }
}

/// <summary>How something is to be taken.</summary>
public enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
    Critical,
    Quiet,
}
