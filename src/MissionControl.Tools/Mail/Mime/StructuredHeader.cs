using System.Globalization;
using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>A header of the form <c>value; name=value; ...</c>, with the split, encoded and quoted parameters of RFC 2231 joined and decoded.</summary>
internal sealed class StructuredHeader
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private StructuredHeader(string value) => Value = value;

    /// <summary>In lower case, for example <c>text/plain</c>.</summary>
    public string Value { get; }

    public string? this[string name] => _parameters.GetValueOrDefault(name);

    public static StructuredHeader Parse(string? header)
    {
        var pieces = Split(header ?? "");
        var parsed = new StructuredHeader(pieces[0].Trim().ToLowerInvariant());
        var sections = new Dictionary<string, SortedDictionary<int, Section>>(StringComparer.OrdinalIgnoreCase);
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parsed.Take(piece[..equals].Trim(), Unquote(piece[(equals + 1)..].Trim()), sections);
            }
        }

        foreach (var (name, parts) in sections)
        {
            parsed._parameters[name] = Join(parts.Values);
        }

        return parsed;
    }

    // name, name*, name*0, name*0*: a star at the end says percent-encoded, a number says which section.
    private void Take(string name, string value, Dictionary<string, SortedDictionary<int, Section>> sections)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            _parameters.TryAdd(name, EncodedWords.Decode(value));
            return;
        }

        var encoded = name.EndsWith('*');
        var number = name[(star + 1)..].TrimEnd('*');
        if (number.Length == 0 || int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            var index = number.Length == 0 ? 0 : int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
            sections.TryAdd(name[..star], []);
            sections[name[..star]].TryAdd(index, new Section(value, encoded));
        }
    }

    private static string Join(IEnumerable<Section> sections)
    {
        var bytes = new List<byte>();
        string? charset = null;
        foreach (var section in sections)
        {
            var text = section.Text;
            if (section.Encoded && charset is null && text.Split('\'', 3) is [var declared, _, var rest])
            {
                (charset, text) = (declared, rest);
            }

            bytes.AddRange(section.Encoded ? PercentDecode(text) : Encoding.UTF8.GetBytes(text));
        }

        return MailCharset.Decode([.. bytes], charset);
    }

    private static byte[] PercentDecode(string text) =>
        TransferEncoding.HeaderWord(Array.ConvertAll(Encoding.Latin1.GetBytes(text), b => b == '%' ? (byte)'=' : b));

    private static List<string> Split(string header)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            quoted ^= c == '"';
            if (c == ';' && !quoted)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                continue;
            }

            piece.Append(c);
            if (c == '\\' && quoted && i + 1 < header.Length)
            {
                piece.Append(header[++i]);
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"')
        {
            return value;
        }

        var text = new StringBuilder();
        for (var i = 1; i < value.Length - 1; i++)
        {
            i += value[i] == '\\' && i + 1 < value.Length - 1 ? 1 : 0;
            text.Append(value[i]);
        }

        return text.ToString();
    }

    private sealed record Section(string Text, bool Encoded);
}
