using System.Buffers;
using System.Runtime.CompilerServices;

namespace MissionControl.Tools.Mail.Recorded;

/// <summary>An mbox file: messages follow lines that begin with <c>From </c>; such lines of a message are escaped with <c>&gt;</c>.</summary>
internal sealed class MboxFile(string path, MailLimits limits) : RecordedMailbox(limits)
{
    private static ReadOnlySpan<byte> Separator => "From "u8;

    protected override async IAsyncEnumerable<RawMessage> MessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var message = new MessageBuffer(Limits.MessageBytes);
        var (number, afterBlank) = (0, true);
        await foreach (var line in MboxLines.ReadAsync(path, Limits.MessageBytes, cancellationToken))
        {
            if (afterBlank && line.AsSpan().StartsWith(Separator))
            {
                if (number++ > 0)
                {
                    yield return message.Take($"{name}#{number - 1}");
                }
            }
            else if (number > 0)
            {
                message.Append(Unescape(line));
            }
            else if (!line.AsSpan().TrimEnd("\r\n"u8).IsEmpty)
            {
                throw MailFault.NoMailbox($"'{name}' is no mailbox: an mbox file begins with a line 'From '. Name a folder of .eml files or an mbox file.");
            }

            afterBlank = line.AsSpan().TrimEnd("\r\n"u8).IsEmpty;
        }

        if (number > 0)
        {
            yield return message.Take($"{name}#{number}");
        }
    }

    private static ReadOnlySpan<byte> Unescape(byte[] line) =>
        line[0] == '>' && line.AsSpan().TrimStart((byte)'>').StartsWith(Separator) ? line.AsSpan(1) : line;

    /// <summary>The lines of one message, as long as they fit.</summary>
    private sealed class MessageBuffer(int limit)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private bool _tooLong;

        public void Append(ReadOnlySpan<byte> line)
        {
            _tooLong |= _bytes.WrittenCount + line.Length > limit;
            if (!_tooLong)
            {
                _bytes.Write(line);
            }
        }

        public RawMessage Take(string file)
        {
            var taken = _tooLong ? new RawMessage(file, null, $"It is larger than {limit} bytes.") : new RawMessage(file, _bytes.WrittenSpan.ToArray());
            _bytes.ResetWrittenCount();
            _tooLong = false;
            return taken;
        }
    }
}
