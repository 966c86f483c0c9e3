namespace MissionControl.Tools.Mail.Mime;

/// <summary>Walks lines that end with CR LF, LF or the end.</summary>
internal static class Lines
{
    /// <summary>The line at <paramref name="start"/> without its end; <paramref name="next"/> is where the following one starts.</summary>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, int start, out int next)
    {
        var rest = bytes[start..];
        var length = rest.IndexOf((byte)'\n');
        next = length < 0 ? bytes.Length : start + length + 1;
        var line = length < 0 ? rest : rest[..length];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
