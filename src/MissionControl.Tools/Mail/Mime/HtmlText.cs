using System.Net;
using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>
/// The readable text of an HTML mail, in one pass over it: tags, scripts, styles and comments go, blocks become lines,
/// quotations get <c>&gt; </c>, entities become characters.
/// </summary>
internal sealed class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "header", "footer", "hr", "dl", "dt", "dd", "body", "form",
    };

    private static readonly HashSet<string> Paragraphs = new(StringComparer.Ordinal) { "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol" };

    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { "script", "style", "head", "title", "template", "noscript", "svg" };

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private int _quote;
    private int _preformatted;

    public static string From(string html)
    {
        var reader = new HtmlText();
        reader.Read(html);
        return reader._text.ToString().Trim('\n', ' ');
    }

    private void Read(string html)
    {
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            var stop = open < 0 ? html.Length : open;
            Write(WebUtility.HtmlDecode(html[at..stop]));
            at = open < 0 ? html.Length : Tag(html, open);
        }

        EndLine();
    }

    // Returns where the text goes on.
    private int Tag(string html, int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", open + 4);
        }

        var nameAt = open + 1 < html.Length && html[open + 1] == '/' ? open + 2 : open + 1;
        if (nameAt >= html.Length || !(char.IsAsciiLetter(html[nameAt]) || html[nameAt] is '!' or '?'))
        {
            // "3 < 4" written without an entity.
            Write("<");
            return open + 1;
        }

        var nameEnd = nameAt;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] is '!' or '?'))
        {
            nameEnd++;
        }

        var name = html[nameAt..nameEnd].ToLowerInvariant();
        var end = EndOfTag(html, nameEnd);
        var closing = nameAt == open + 2;
        if (!closing && Hidden.Contains(name) && (end < 2 || html[end - 2] != '/'))
        {
            return After(html, ">", After(html, "</" + name, end));
        }

        Structure(name, closing);
        return end;
    }

    private void Structure(string name, bool closing)
    {
        if (name == "br")
        {
            EndLine(evenIfEmpty: true);
        }
        else if (name == "td" && closing)
        {
            Write(" ");
        }
        else if (Blocks.Contains(name))
        {
            EndLine();
            if (Paragraphs.Contains(name))
            {
                EndParagraph();
            }
        }

        _quote = name == "blockquote" ? Math.Clamp(_quote + (closing ? -1 : 1), 0, 20) : _quote;
        _preformatted = name == "pre" ? Math.Max(0, _preformatted + (closing ? -1 : 1)) : _preformatted;
        _line.Append(name == "li" && !closing ? "- " : "");
    }

    private void Write(string text)
    {
        foreach (var c in text)
        {
            if (_preformatted > 0 && c == '\n')
            {
                EndLine(evenIfEmpty: true);
            }
            else if (!char.IsWhiteSpace(c))
            {
                _line.Append(c);
            }
            else if (_line.Length > 0 && _line[^1] != ' ')
            {
                _line.Append(' ');
            }
        }
    }

    private void EndLine(bool evenIfEmpty = false)
    {
        var line = _line.ToString().TrimEnd();
        _line.Clear();
        if (line.Length > 0)
        {
            _text.Insert(_text.Length, "> ", _quote).Append(line).Append('\n');
        }
        else if (evenIfEmpty)
        {
            EndParagraph();
        }
    }

    private void EndParagraph()
    {
        if (_text.Length > 1 && !(_text[^1] == '\n' && _text[^2] == '\n'))
        {
            _text.Append('\n');
        }
    }

    // Attribute values may hold '>'.
    private static int EndOfTag(string html, int at)
    {
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && html[at - 1] == '=')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return at + 1;
            }
        }

        return html.Length;
    }

    private static int After(string html, string mark, int from)
    {
        var at = html.IndexOf(mark, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + mark.Length;
    }
}
