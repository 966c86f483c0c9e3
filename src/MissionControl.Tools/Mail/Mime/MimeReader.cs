using System.Text;

namespace MissionControl.Tools.Mail.Mime;

/// <summary>Collects the text and the attachments of one message. Limits hold for hostile input; damaged parts are read as far as they go.</summary>
internal sealed class MimeReader(MailLimits limits)
{
    private readonly List<MailAttachment> _attachments = [];
    private int _parts;

    public IReadOnlyList<MailAttachment> Attachments => _attachments;

    /// <exception cref="MalformedMessageException">Too many or too deeply nested parts, or a multipart without a boundary.</exception>
    public string ReadText(HeaderBlock headers, ReadOnlySpan<byte> body) => Tidy(Read(headers, body, 1)?.Text ?? "");

    private PartText? Read(HeaderBlock headers, ReadOnlySpan<byte> body, int depth)
    {
        if (depth > limits.Depth)
        {
            throw new MalformedMessageException($"Its parts nest deeper than {limits.Depth}.");
        }

        if (++_parts > limits.Parts)
        {
            throw new MalformedMessageException($"It has more than {limits.Parts} parts.");
        }

        var type = StructuredHeader.Parse(headers.Find("Content-Type") ?? "text/plain");
        if (type.Value.StartsWith("multipart/", StringComparison.Ordinal))
        {
            return Multipart(type, body, depth);
        }

        return type.Value is "" or "text" or "text/plain" or "text/html" && !IsAttachment(headers, type)
            ? Text(headers, type, body)
            : Attach(headers, type, body);
    }

    private PartText? Multipart(StructuredHeader type, ReadOnlySpan<byte> body, int depth)
    {
        var boundary = type["boundary"]?.TrimEnd();
        if (string.IsNullOrEmpty(boundary))
        {
            throw new MalformedMessageException("A multipart has no boundary.");
        }

        var texts = new List<PartText>();
        foreach (var range in Split(body, Encoding.UTF8.GetBytes("--" + boundary), limits.Parts - _parts + 1))
        {
            var part = body[range];
            var headers = HeaderBlock.Read(part, limits.HeaderBytes, out var start);
            if (Read(headers, part[start..], depth + 1) is { } text)
            {
                texts.Add(text);
            }
        }

        if (type.Value == "multipart/alternative")
        {
            return texts.Find(text => !text.IsHtml && !string.IsNullOrWhiteSpace(text.Text)) ?? texts.LastOrDefault();
        }

        return texts.Count == 0 ? null : new PartText(string.Join("\n\n", texts.Select(text => text.Text)), IsHtml: false);
    }

    // A missing end boundary is common in cut messages: the last part then ends with its container.
    private static List<Range> Split(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int limit)
    {
        var parts = new List<Range>();
        var start = -1;
        var lineEnd = 0;
        for (var at = 0; at < body.Length && parts.Count <= limit;)
        {
            var line = Lines.Next(body, at, out var next);
            if (line.StartsWith(delimiter) && line[delimiter.Length..].TrimEnd(" \t"u8) is var rest && (rest.IsEmpty || rest.SequenceEqual("--"u8)))
            {
                if (start >= 0)
                {
                    parts.Add(start..Math.Max(start, lineEnd));
                }

                if (!rest.IsEmpty)
                {
                    return parts;
                }

                start = next;
            }

            lineEnd = at + line.Length;
            at = next;
        }

        if (start >= 0)
        {
            parts.Add(start..body.Length);
        }

        return parts;
    }

    private static PartText Text(HeaderBlock headers, StructuredHeader type, ReadOnlySpan<byte> body)
    {
        var text = MailCharset.Decode(TransferEncoding.Decode(body, headers.Find("Content-Transfer-Encoding")), type["charset"]);
        return type.Value == "text/html" ? new PartText(HtmlText.From(text), IsHtml: true) : new PartText(Unwrap(text, type), IsHtml: false);
    }

    private PartText? Attach(HeaderBlock headers, StructuredHeader type, ReadOnlySpan<byte> body)
    {
        var bytes = TransferEncoding.Decode(body, headers.Find("Content-Transfer-Encoding"));
        var name = StructuredHeader.Parse(headers.Find("Content-Disposition"))["filename"] ?? type["name"] ?? "";
        _attachments.Add(new MailAttachment(FileName(name), type.Value, bytes.Length, Wire.Sha256(bytes)));
        return null;
    }

    private static bool IsAttachment(HeaderBlock headers, StructuredHeader type)
    {
        var disposition = StructuredHeader.Parse(headers.Find("Content-Disposition"));
        return disposition.Value == "attachment" || ((disposition["filename"] ?? type["name"]) is not null && disposition.Value != "inline");
    }

    // The sender chose it: no folders, no control characters.
    private static string FileName(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        return name is "" or "." or ".." ? "unnamed" : name.Length > 200 ? name[..200] : name;
    }

    // RFC 3676: a line that ends with a space goes on in the next one.
    private static string Unwrap(string text, StructuredHeader type)
    {
        if (!string.Equals(type["format"], "flowed", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var joinWith = string.Equals(type["delsp"], "yes", StringComparison.OrdinalIgnoreCase) ? "" : " ";
        var flowed = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var content = line.StartsWith(' ') ? line[1..] : line;
            var goesOn = content.EndsWith(' ') && content != "-- " && !content.StartsWith('>');
            flowed.Append(goesOn ? content[..^1] + joinWith : content + "\n");
        }

        return flowed.ToString();
    }

    private static string Tidy(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Concat(line.Where(c => c == '\t' || !char.IsControl(c))).TrimEnd());
        return string.Join('\n', lines).Trim('\n');
    }

    private sealed record PartText(string Text, bool IsHtml);
}
