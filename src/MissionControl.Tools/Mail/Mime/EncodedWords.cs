using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>Decodes RFC 2047 words (<c>=?charset?B?...?=</c>) in a header value; what is no valid word stays as it is.</summary>
internal static class EncodedWords
{
    // RFC 2047 allows 75 characters; real senders exceed it, hostile ones would make the search for the end quadratic.
    private const int LongestWord = 4096;

    public static string Decode(string value)
    {
        var text = new StringBuilder();
        var pending = new PendingBytes(text);
        var at = 0;
        while (at < value.Length)
        {
            var start = value.IndexOf("=?", at, StringComparison.Ordinal);
            if (start < 0 || !TryRead(value, start, out var charset, out var bytes, out var end))
            {
                var stop = start < 0 ? value.Length : start + 2;
                pending.Flush();
                text.Append(value, at, stop - at);
                at = stop;
                continue;
            }

            // White space between two adjacent words belongs to the encoding, not to the text.
            if (!pending.Any || !value.AsSpan(at, start - at).IsWhiteSpace())
            {
                pending.Flush();
                text.Append(value, at, start - at);
            }

            pending.Add(charset, bytes);
            at = end;
        }

        pending.Flush();
        return OneLine(text);
    }

    private static bool TryRead(string value, int start, out string charset, out byte[] bytes, out int end)
    {
        (charset, bytes, end) = ("", [], start);
        var encodingAt = value.IndexOf('?', start + 2, Math.Min(LongestWord, value.Length - start - 2));
        if (encodingAt < 0 || encodingAt + 2 >= value.Length || value[encodingAt + 2] != '?')
        {
            return false;
        }

        var contentAt = encodingAt + 3;
        var close = value.IndexOf("?=", contentAt, Math.Min(LongestWord, value.Length - contentAt), StringComparison.Ordinal);
        if (close < 0)
        {
            return false;
        }

        // RFC 2231 allows a language after the charset: iso-8859-1*en.
        charset = value[(start + 2)..encodingAt].Split('*')[0];
        var content = Encoding.Latin1.GetBytes(value[contentAt..close]);
        end = close + 2;
        switch (value[encodingAt + 1])
        {
            case 'b' or 'B':
                bytes = TransferEncoding.Base64(content);
                return true;
            case 'q' or 'Q':
                bytes = TransferEncoding.HeaderWord(content);
                return true;
            default:
                return false;
        }
    }

    // A decoded line break or control character would let a sender forge lines in reports.
    private static string OneLine(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }

        return text.ToString();
    }

    /// <summary>Bytes of adjacent words in one charset: senders split words inside a multi-byte character.</summary>
    private sealed class PendingBytes(StringBuilder text)
    {
        private readonly List<byte> _bytes = [];
        private string _charset = "";

        public bool Any { get; private set; }

        public void Add(string charset, byte[] bytes)
        {
            // ISO-2022-JP starts every word anew, and its decoder does not mind.
            if (Any && !charset.Equals(_charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
            }

            (_charset, Any) = (charset, true);
            _bytes.AddRange(bytes);
        }

        public void Flush()
        {
            if (Any)
            {
                text.Append(MailCharset.Decode([.. _bytes], _charset));
                _bytes.Clear();
                Any = false;
            }
        }
    }
}
