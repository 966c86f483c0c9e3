using System.Text;
using HandlebarsDotNet;

namespace MissionControl.Tools.Reporting;

/// <summary>Writes a text so that Markdown shows it as it is, on one line: no emphasis, link, table cell or HTML can come out of it.</summary>
internal sealed class MarkdownEncoder : ITextEncoder
{
    private const string Special = "\\`*_{}[]|~$";

    /// <summary>What means something only where a line begins.</summary>
    private const string SpecialAtBeginning = "#+-=:";

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target)
    {
        var previous = '\0';
        foreach (var c in text ?? "")
        {
            Write(c, previous, target);
            previous = c;
        }
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var whole = new StringBuilder();
        while (text is not null && text.MoveNext())
        {
            whole.Append(text.Current);
        }

        Encode(whole, target);
    }

    private static void Write(char c, char previous, TextWriter target)
    {
        switch (c)
        {
            case '<':
                target.Write("&lt;");
                break;
            case '>':
                target.Write("&gt;");
                break;
            case '&':
                target.Write("&amp;");
                break;
            case '\r' or '\n' or '\t' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029':
                target.Write(' ');
                break;
            default:
                if (Special.Contains(c) || (previous == '\0' && SpecialAtBeginning.Contains(c)) || (c is '.' or ')' && char.IsAsciiDigit(previous)))
                {
                    target.Write('\\');
                }

                target.Write(c);
                break;
        }
    }
}
