namespace MissionControl.Http.Configuration;

/// <summary>How notifications are sent as mail.</summary>
public sealed record EmailOptions
{
    /// <summary>The SMTP server.</summary>
    public required string Host { get; init; }

    /// <summary>Default 587, the port for submission with STARTTLS.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Default: required.</summary>
    public SmtpTls Tls { get; init; } = SmtpTls.Required;

    /// <summary>Null: the server wants no login. A login needs TLS.</summary>
    public string? User { get; init; }

    public ConfiguredSecret? Password { get; init; }

    /// <summary>An address, or <c>Name &lt;address&gt;</c>.</summary>
    public required string From { get; init; }

    /// <summary>Persons who get what is addressed to nobody: approvals without named approvers, triggers, risks.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>For one mail. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

public enum SmtpTls
{
    /// <summary>STARTTLS with a certificate that the machine trusts, or no mail.</summary>
    Required,

    /// <summary>In the clear: only for a relay on the same machine.</summary>
    None,
}
