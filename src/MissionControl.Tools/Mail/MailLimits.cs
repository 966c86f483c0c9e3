namespace MissionControl.Tools.Mail;

/// <summary>What a mailbox may ask of this machine. A message beyond a limit is skipped with the reason; a mailbox beyond one fails the step.</summary>
public sealed record MailLimits
{
    /// <summary>Messages of one mailbox, matching or not. Default 100,000.</summary>
    public int Messages { get; init; } = 100_000;

    /// <summary>Bytes of one message. Default 25 MiB, as much as Gmail accepts.</summary>
    public int MessageBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Bytes of one header block, of the message or of a part. Default 256 KiB.</summary>
    public int HeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Parts of one message, nested ones included. Default 200.</summary>
    public int Parts { get; init; } = 200;

    /// <summary>How deep parts may nest. Default 10.</summary>
    public int Depth { get; init; } = 10;
}
