using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MissionControl.Http.Channels;

/// <summary>Makes foreign text harmless in HTML, in elements and in quoted attributes: it shows as it is, and is nothing but text.</summary>
internal static class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(string? foreign) => foreign is null ? "" : Encoder.Encode(Visible(foreign));

    /// <summary>One line: for headers, subjects and titles.</summary>
    public static string Line(string foreign, int most)
    {
        var line = string.Concat(Visible(foreign).Select(c => c is '\n' or '\t' ? ' ' : c)).Trim();
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)] + "...";
    }

    /// <summary>Characters that move or hide their neighbours show as a replacement: a reader must see what a program reads.</summary>
    private static string Visible(string text) => string.Concat(text.ReplaceLineEndings("\n").Select(c => IsDeceptive(c) ? '\uFFFD' : c));

    private static bool IsDeceptive(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || c is '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';
}
