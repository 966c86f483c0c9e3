namespace MissionControl.Tools.Mail;

/// <summary>Where the mail tools find mailboxes, and how large a mailbox may be. Safe to use as it is: no default mailbox, the public Gmail address.</summary>
public sealed record MailOptions
{
    /// <summary>The mailbox's name in a run's data directory, used when a step names no <c>source</c>.</summary>
    public const string MailboxName = "feedback-mailbox";

    /// <summary>
    /// A folder of .eml files or an mbox file, read when a step names no <c>source</c> and the run's data directory holds no
    /// <see cref="MailboxName"/>. Null: such a step fails.
    /// </summary>
    public string? DefaultMailbox { get; init; }

    /// <summary>Where the Gmail REST API answers. Must be https, unless it is this machine.</summary>
    public Uri GmailAddress { get; init; } = new("https://gmail.googleapis.com");

    public MailLimits Limits { get; init; } = new();
}
