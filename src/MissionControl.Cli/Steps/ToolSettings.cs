using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;
using MissionControl.Runtime;
using MissionControl.Steps;
using MissionControl.Tools;
using MissionControl.Tools.Mail;
using MissionControl.Tools.Web;

namespace MissionControl.Cli.Steps;

/// <summary>The standard tools as the environment sets them up.</summary>
internal sealed record ToolSettings(MailOptions Mail, HttpToolOptions Http)
{
    /// <summary>Hosts that <c>http_request</c> may call, by commas; not set: every public host.</summary>
    public const string AllowedHosts = "MISSION_HTTP_ALLOWED_HOSTS";

    /// <summary><c>true</c>: <c>http_request</c> may call private and link-local addresses too.</summary>
    public const string AllowPrivate = "MISSION_HTTP_ALLOW_PRIVATE";

    /// <summary>Where the Gmail REST API answers.</summary>
    public const string GmailAddress = "MISSION_GMAIL_ADDRESS";

    /// <summary>A folder of .eml files or an mbox file, for steps that name no source.</summary>
    public const string Mailbox = "MISSION_MAILBOX";

    /// <exception cref="UsageException">A variable has a value that is none.</exception>
    public static ToolSettings Of(Terminal terminal)
    {
        var hosts = terminal.Variable(AllowedHosts)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var mail = new MailOptions { DefaultMailbox = terminal.Variable(Mailbox) is { Length: > 0 } mailbox ? terminal.Resolve(mailbox, Mailbox) : null };
        if (terminal.Variable(GmailAddress) is { Length: > 0 } address)
        {
            mail = mail with
            {
                GmailAddress = Uri.TryCreate(address, UriKind.Absolute, out var uri)
                    ? uri
                    : throw new UsageException($"{GmailAddress}: '{PlainText.Line(address)}' is no address. Write it as https://host."),
            };
        }

        return new ToolSettings(mail, new HttpToolOptions { AllowedHosts = hosts, AllowPrivateAddresses = terminal.Variable(AllowPrivate) == "true" });
    }

    /// <param name="imported">Null where tools are only asked for their signatures.</param>
    public ToolRegistry Register(RecordStore records, PortfolioStore? imported = null) =>
        new ToolRegistry().AddStandardTools(new StandardToolOptions(records) { Mail = Mail, Http = Http, Imported = imported });
}
