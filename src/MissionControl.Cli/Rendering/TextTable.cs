using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Rendering;

/// <summary>Rows in aligned columns, one line each whatever their length, so that a pipe can cut them up; empty columns are left out.</summary>
internal sealed class TextTable(params string[] titles)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string?[] cells) => _rows.Add(cells.Select(PlainText.Line).ToArray());

    public void Write(Terminal terminal)
    {
        var shown = Enumerable.Range(0, titles.Length).Where(column => _rows.Exists(row => row[column].Length > 0)).ToList();
        var widths = shown.ConvertAll(column => _rows.Max(row => Math.Max(row[column].Length, titles[column].Length)));
        foreach (var row in _rows.Prepend(titles))
        {
            var cells = shown.Select((column, place) => row[column].PadRight(widths[place]));
            terminal.Out.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
