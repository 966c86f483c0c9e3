using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>
/// Turns bytes into text in any charset that .NET knows. Wrong or unknown declarations never lose a message:
/// such bytes are read as UTF-8 where they are valid UTF-8, else as Windows-1252.
/// </summary>
internal static class MailCharset
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant() ?? "";
        return name switch
        {
            "" or "utf-8" or "utf8" or "us-ascii" or "ascii" or "ansi_x3.4-1968" or "unknown-8bit" or "default" => Guess(bytes),
            // As browsers do: what claims Latin 1 uses Microsoft's quotes and dashes.
            "iso-8859-1" or "latin1" or "cp1252" => Named("windows-1252").GetString(bytes),
            "utf-7" => Encoding.ASCII.GetString(bytes),
            _ => Find(name)?.GetString(bytes) ?? Guess(bytes),
        };
    }

    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Named("windows-1252").GetString(bytes);
        }
    }

    private static Encoding Named(string name) => Find(name) ?? Encoding.Latin1;

    private static Encoding? Find(string name)
    {
        var known = CodePagesEncodingProvider.Instance.GetEncoding(name);
        if (known is not null)
        {
            return known;
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
