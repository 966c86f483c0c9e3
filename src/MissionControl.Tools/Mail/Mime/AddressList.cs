using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>Reads From, To and Cc as texts of the form <c>Name &lt;address&gt;</c>, or the address alone.</summary>
internal static class AddressList
{
    public static IReadOnlyList<string> Parse(string? header) =>
        Split(header ?? "").Select(One).Where(address => address.Length > 0).ToList();

    /// <summary>The address part of <c>Name &lt;address&gt;</c>.</summary>
    public static string AddressOf(string text)
    {
        var open = text.LastIndexOf('<');
        return open >= 0 && text.EndsWith('>') ? text[(open + 1)..^1] : text;
    }

    /// <summary>The name part of <c>Name &lt;address&gt;</c>; empty when there is none.</summary>
    public static string NameOf(string text)
    {
        var open = text.LastIndexOf('<');
        return open > 0 && text.EndsWith('>') ? text[..open].Trim() : "";
    }

    private static string One(string piece)
    {
        var open = piece.LastIndexOf('<');
        var close = piece.IndexOf('>', Math.Max(open, 0));
        if (open < 0 || close < 0)
        {
            return EncodedWords.Decode(Unquote(piece, keepComments: false)).Trim();
        }

        var name = EncodedWords.Decode(Unquote(piece[..open], keepComments: true)).Trim();
        var address = EncodedWords.Decode(piece[(open + 1)..close]).Trim();
        return name.Length == 0 ? address : address.Length == 0 ? name : $"{name} <{address}>";
    }

    // Splits before decoding: a comma inside an encoded or quoted name separates nothing.
    private static List<string> Split(string header)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var (quoted, angle, comment) = (false, false, 0);
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            quoted ^= c == '"' && comment == 0;
            comment += quoted ? 0 : c == '(' ? 1 : c == ')' && comment > 0 ? -1 : 0;
            angle = !quoted && comment == 0 ? c == '<' || (angle && c != '>') : angle;
            var plain = !quoted && comment == 0 && !angle;
            if (plain && c is ',' or ';')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else if (plain && c == ':')
            {
                // What stands before is the name of a group.
                piece.Clear();
            }
            else
            {
                piece.Append(c);
                if (c == '\\' && quoted && i + 1 < header.Length)
                {
                    piece.Append(header[++i]);
                }
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static string Unquote(string text, bool keepComments)
    {
        var plain = new StringBuilder();
        var (quoted, comment) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length:
                    plain.Append(text[++i]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '(' when !quoted && !keepComments:
                    comment++;
                    break;
                case ')' when !quoted && comment > 0:
                    comment--;
                    break;
                default:
                    plain.Append(comment == 0 ? text[i].ToString() : "");
                    break;
            }
        }

        return plain.ToString();
    }
}
