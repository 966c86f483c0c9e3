namespace MissionControl.Tools.Mail.Mime;

/// <summary>Decodes bodies. Damaged input never fails: what can be decoded is.</summary>
internal static class TransferEncoding
{
    public static byte[] Decode(ReadOnlySpan<byte> content, string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(content),
        "quoted-printable" => QuotedPrintable(content),
        _ => content.ToArray(),
    };

    public static byte[] Base64(ReadOnlySpan<byte> content)
    {
        var clean = new byte[content.Length + 3];
        var length = 0;
        foreach (var b in content)
        {
            if (b == '=')
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/')
            {
                clean[length++] = b;
            }
        }

        // A single left-over character holds less than one byte.
        length -= length % 4 == 1 ? 1 : 0;
        while (length % 4 != 0)
        {
            clean[length++] = (byte)'=';
        }

        var decoded = new byte[length / 4 * 3];
        System.Buffers.Text.Base64.DecodeFromUtf8(clean.AsSpan(0, length), decoded, out _, out var written);
        return decoded[..written];
    }

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> content)
    {
        var decoded = new byte[content.Length];
        var length = 0;
        for (var at = 0; at < content.Length;)
        {
            var line = Lines.Next(content, at, out var next);
            var ended = next > at + line.Length;
            line = line.TrimEnd(" \t"u8);
            var soft = line.Length > 0 && line[^1] == '=';
            length += Unescape(soft ? line[..^1] : line, decoded.AsSpan(length));
            if (ended && !soft)
            {
                decoded[length++] = (byte)'\n';
            }

            at = next;
        }

        return decoded[..length];
    }

    /// <summary>The Q encoding of header words: as quoted-printable, with underscores for spaces, and a trailing space counts.</summary>
    public static byte[] HeaderWord(byte[] content)
    {
        var decoded = new byte[content.Length];
        return decoded[..Unescape(Array.ConvertAll(content, b => b == '_' ? (byte)' ' : b), decoded)];
    }

    private static int Unescape(ReadOnlySpan<byte> line, Span<byte> decoded)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '=' && i + 2 < line.Length && Hex(line[i + 1]) is var high and >= 0 && Hex(line[i + 2]) is var low and >= 0)
            {
                decoded[length++] = (byte)(high * 16 + low);
                i += 2;
            }
            else
            {
                decoded[length++] = line[i];
            }
        }

        return length;
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
