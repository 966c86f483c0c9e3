namespace MissionControl.Tools.Mail.Mime;

/// <summary>The bytes of a message (RFC 5322 and MIME) to a <see cref="MailMessage"/>.</summary>
internal sealed class MessageParser(MailLimits limits)
{
    /// <param name="fallbackDate">Taken when the message has no date of its own, for example when the mailbox received it.</param>
    /// <exception cref="MalformedMessageException">It is no message, lacks sender or date, or exceeds a limit.</exception>
    public MailMessage Parse(ReadOnlySpan<byte> bytes, DateTimeOffset? fallbackDate = null)
    {
        if (bytes.Length > limits.MessageBytes)
        {
            throw new MalformedMessageException($"It is larger than {limits.MessageBytes} bytes.");
        }

        var bom = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var headers = HeaderBlock.Read(bytes[bom..], limits.HeaderBytes, out var body);
        if (headers.Count == 0)
        {
            throw new MalformedMessageException("It has no header fields.");
        }

        var from = AddressList.Parse(headers.Find("From") ?? headers.Find("Sender"));
        var date = ReadDate(headers, fallbackDate);
        var mime = new MimeReader(limits);
        return new MailMessage
        {
            Id = ReadId(headers, bytes),
            From = from.Count > 0 ? from[0] : throw new MalformedMessageException("It has no From header."),
            To = headers.All("To").SelectMany(AddressList.Parse).ToList(),
            Cc = headers.All("Cc").SelectMany(AddressList.Parse).ToList(),
            Subject = EncodedWords.Decode(headers.Find("Subject") ?? "").Trim(),
            Date = date,
            Body = mime.ReadText(headers, bytes[(bom + body)..]),
            Labels = ReadLabels(headers),
            Attachments = mime.Attachments,
        };
    }

    private static DateTimeOffset ReadDate(HeaderBlock headers, DateTimeOffset? fallback)
    {
        var text = headers.Find("Date");
        if (text is not null && MailDate.TryParse(text, out var date))
        {
            return date;
        }

        return fallback ?? throw new MalformedMessageException(
            text is null ? "It has no Date header." : $"Its Date header '{(text.Length > 60 ? text[..60] : text)}' is no date.");
    }

    // Without a Message-ID the content stands for it, so that the id is the same on every run.
    private static string ReadId(HeaderBlock headers, ReadOnlySpan<byte> bytes)
    {
        var id = EncodedWords.Decode(headers.Find("Message-ID") ?? "").Trim().Trim('<', '>', ' ');
        return id.Length is > 0 and <= 995 ? id : "sha256-" + Wire.Sha256(bytes)[..32];
    }

    private static List<string> ReadLabels(HeaderBlock headers) =>
        new[] { "X-Gmail-Labels", "X-Label", "X-Labels", "Keywords" }
            .SelectMany(headers.All)
            .SelectMany(value => EncodedWords.Decode(value).Split(','))
            .Select(label => label.Trim().Trim('"'))
            .Where(label => label.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
}
