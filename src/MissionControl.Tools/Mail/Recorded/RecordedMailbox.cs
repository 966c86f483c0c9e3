using MissionControl.Tools.Mail.Mime;

namespace MissionControl.Tools.Mail.Recorded;

/// <summary>A mailbox in files: it never changes while it is read, and gives the same messages on every run.</summary>
internal abstract class RecordedMailbox(MailLimits limits)
{
    protected MailLimits Limits { get; } = limits;

    /// <summary>A mailbox for a real path: a folder, an .eml file, or an mbox file.</summary>
    public static RecordedMailbox Open(string path, MailLimits limits) =>
        Directory.Exists(path) ? new MailFolder(path, limits)
        : path.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) ? new MailFolder(Path.GetDirectoryName(path)!, limits, Path.GetFileName(path))
        : new MboxFile(path, limits);

    /// <summary>Every message that can be read, and what was skipped. Of messages with one id the first counts.</summary>
    public async Task<MailFindings> ReadAsync(Predicate<MailMessage> wanted, CancellationToken cancellationToken)
    {
        var parser = new MessageParser(Limits);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var findings = new MailFindings();
        var count = 0;
        await foreach (var raw in MessagesAsync(cancellationToken))
        {
            if (++count > Limits.Messages)
            {
                throw MailFault.NoMailbox($"The mailbox holds more than {Limits.Messages} messages. Split it.");
            }

            try
            {
                var message = parser.Parse(raw.Bytes ?? throw new MalformedMessageException(raw.Reason!));
                if (!seen.Add(message.Id))
                {
                    throw new MalformedMessageException($"An earlier message has its id '{message.Id}'.");
                }

                findings.Add(message, wanted);
            }
            catch (MalformedMessageException e)
            {
                findings.Skipped.Add(new SkippedMessage(raw.File, e.Message));
            }
        }

        return findings;
    }

    protected abstract IAsyncEnumerable<RawMessage> MessagesAsync(CancellationToken cancellationToken);
}

/// <summary>One message as it lies in the mailbox; without bytes, the reason why they were not read.</summary>
internal sealed record RawMessage(string File, byte[]? Bytes, string? Reason = null);

/// <summary>What a mailbox gave: the messages that were wanted, those that could not be read, and the time of its newest message.</summary>
internal sealed class MailFindings
{
    public List<MailMessage> Messages { get; } = [];

    public List<SkippedMessage> Skipped { get; } = [];

    public DateTimeOffset? Newest { get; private set; }

    public void Add(MailMessage message, Predicate<MailMessage> wanted)
    {
        Newest = Newest > message.Date ? Newest : message.Date;
        if (wanted(message))
        {
            Messages.Add(message);
        }
    }
}
