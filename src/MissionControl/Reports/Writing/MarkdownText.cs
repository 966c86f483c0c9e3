using System.Text;

namespace MissionControl.Reports.Writing;

/// <summary>Writes a text so that Markdown shows it as it is, on one line: no emphasis, link, table cell or HTML can come out of it.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*{}[]|~$";

    /// <summary>What means something only where a line begins.</summary>
    private const string SpecialAtBeginning = "#+-=:";

    /// <param name="beginsLine">False where something stands before it on its line, as in a table.</param>
    public static string Escape(string? text, bool beginsLine = true)
    {
        var escaped = new StringBuilder();
        for (var i = 0; i < text?.Length; i++)
        {
            Append(escaped, text, i, beginsLine);
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, string text, int i, bool beginsLine)
    {
        var c = text[i];
        switch (c)
        {
            case '<':
                escaped.Append("&lt;");
                break;
            case '>':
                escaped.Append("&gt;");
                break;
            case '&':
                escaped.Append("&amp;");
                break;
            case '\r' or '\n' or '\t' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029':
                escaped.Append(' ');
                break;
            default:
                if (Special.Contains(c) || IsEmphasis(text, i) || (beginsLine && ((i == 0 && SpecialAtBeginning.Contains(c)) || IsListNumber(text, i))))
                {
                    escaped.Append('\\');
                }

                escaped.Append(c);
                break;
        }
    }

    /// <summary>An underscore inside a word is one; at its edge it would begin or end emphasis.</summary>
    private static bool IsEmphasis(string text, int i) =>
        text[i] == '_' && (i == 0 || i + 1 == text.Length || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]));

    /// <summary>True of the sign after a number that would begin a list.</summary>
    private static bool IsListNumber(string text, int i) =>
        text[i] is '.' or ')' && i > 0 && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0 && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]));
}
