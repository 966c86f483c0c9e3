using System.Globalization;
using System.Text;

namespace MissionControl.Cli.Terminals;

/// <summary>Text from outside as a terminal may show it: no control characters, nothing that turns the direction of writing.</summary>
internal static class PlainText
{
    private const char Replacement = '\uFFFD';

    /// <summary>One line; line breaks and tabs become spaces.</summary>
    public static string Line(string? text) => Clean(text, keepLines: false);

    /// <summary>As it is, with its line breaks.</summary>
    public static string Block(string? text) => Clean(text, keepLines: true);

    /// <summary>One line of at most <paramref name="length"/> characters.</summary>
    public static string Short(string? text, int length)
    {
        var line = Line(text);
        return line.Length <= length ? line : $"{line[..Math.Max(0, length - 1)]}…";
    }

    private static string Clean(string? text, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(c switch
            {
                '\n' when keepLines => c,
                '\n' or '\t' => ' ',
                '\r' => keepLines ? "" : ' ',
                _ when IsHarmful(c) => Replacement,
                _ => c,
            });
        }

        return clean.ToString();
    }

    private static bool IsHarmful(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200D' or '\u200C' or '\u00AD'));
}
