using MissionControl.Http.Channels;
using MissionControl.Missions.Reading;

namespace MissionControl.Http.Configuration;

internal static class ChannelReader
{
    private const int MostWebhooks = 100;
    private const int MostSecrets = 4;

    private static readonly DocumentShape Channels = new("the channels section", ["email", "teams", "outlook", "webhooks"], []);
    private static readonly DocumentShape Email = new("the email channel", ["host", "port", "tls", "user", "password", "from", "recipients", "timeout"], []);
    private static readonly DocumentShape Teams = new(
        "the teams channel", ["workflow_url", "hosts", "audience", "security_token", "recipients", "allow_private_addresses", "timeout"], []);

    private static readonly DocumentShape Outlook = new("the outlook channel", ["audience", "issuer", "keys_url", "originator", "allow_private_addresses"], []);
    private static readonly DocumentShape Webhook = new("a webhook", ["name", "url", "secrets", "votes_for", "allow_private_addresses", "timeout"], []);

    public static ChannelOptions Read(DocumentNode node)
    {
        if (DocumentObject.Open(node, Channels) is not { } channels)
        {
            return new ChannelOptions();
        }

        var webhooks = channels.Objects("webhooks", Webhook, MostWebhooks).OfType<DocumentObject>().Select(ReadWebhook).ToList();
        if (webhooks.DistinctBy(webhook => webhook.Name).Count() < webhooks.Count)
        {
            channels.Errors.Add(channels.Place.Member("webhooks"), "two webhooks of one name", "Give each its own name.");
        }

        return new ChannelOptions
        {
            Email = Open(channels, "email", Email) is { } email ? ReadEmail(email) : null,
            Teams = Open(channels, "teams", Teams) is { } teams ? ReadTeams(teams) : null,
            Outlook = Open(channels, "outlook", Outlook) is { } outlook ? ReadOutlook(outlook) : null,
            Webhooks = webhooks,
        };
    }

    private static DocumentObject? Open(DocumentObject channels, string name, DocumentShape shape) =>
        channels.Find(name) is { } node ? DocumentObject.Open(node, shape) : null;

    private static EmailOptions ReadEmail(DocumentObject email)
    {
        var options = new EmailOptions
        {
            Host = email.Require("host") is { } host ? ConfiguredField.Host(host) ?? "" : "",
            Port = email.Find("port")?.Integer(1, 65535) ?? 587,
            Tls = email.Find("tls")?.Word<SmtpTls>() ?? SmtpTls.Required,
            User = email.Find("user")?.Name(320),
            Password = email.Find("password") is { } password ? ConfiguredField.Secret(password) : null,
            From = email.Require("from")?.Name(320) ?? "",
            Recipients = ConfiguredField.Names(email, "recipients"),
            Timeout = ConfiguredField.Timeout(email, TimeSpan.FromSeconds(30)),
        };
        if (options.From.Length > 0 && !MailAddresses.TryParse(options.From, out _))
        {
            email.Errors.Add(email.Place.Member("from"), "no mail address", "Give name@example.org, or Name <name@example.org>.");
        }

        if ((options.User is null) != (email.Find("password") is null))
        {
            email.Errors.Add(email.Place, "a login that is not whole", "Give both user and password, or neither.");
        }

        if (options.User is not null && options.Tls == SmtpTls.None)
        {
            email.Errors.Add(email.Place.Member("tls"), "a login in the clear", "Leave tls out (required), or send without user and password.");
        }

        return options;
    }

    private static TeamsOptions ReadTeams(DocumentObject teams)
    {
        var options = new TeamsOptions
        {
            WorkflowUrl = teams.Find("workflow_url") is { } url ? ConfiguredField.Secret(url) : null,
            Hosts = teams.List("hosts", 100).Select(host => ConfiguredField.Host(host, allowWildcard: true)).OfType<string>().ToList(),
            Audience = teams.Find("audience")?.Word<TeamsAudience>() ?? TeamsAudience.Person,
            SecurityToken = teams.Find("security_token") is { } token ? ConfiguredField.Secret(token) : null,
            Recipients = ConfiguredField.Names(teams, "recipients"),
            AllowPrivateAddresses = teams.Find("allow_private_addresses")?.Flag() ?? false,
            Timeout = ConfiguredField.Timeout(teams, TimeSpan.FromSeconds(30)),
        };
        if (options.WorkflowUrl is null && options.SecurityToken is null && !teams.Errors.Touch(teams.Place))
        {
            teams.Errors.Add(teams.Place, "neither workflow_url nor security_token", "Give workflow_url to send cards, security_token to take commands, or leave teams out.");
        }

        if (options.WorkflowUrl is not null && options.Hosts.Count == 0 && !teams.Errors.Touch(teams.Place.Member("hosts")))
        {
            teams.Errors.Add(teams.Place.Member("hosts"), "missing", "Name the hosts that workflow_url may lead to, for example [\"*.logic.azure.com\"].");
        }

        return options;
    }

    private static OutlookOptions ReadOutlook(DocumentObject outlook)
    {
        var isLocal = outlook.Find("allow_private_addresses")?.Flag() ?? false;
        var defaults = new OutlookOptions { Audience = "" };
        return new OutlookOptions
        {
            Audience = outlook.Require("audience")?.Name(2000) ?? "",
            Issuer = outlook.Find("issuer")?.Name(2000) ?? defaults.Issuer,
            KeysUrl = outlook.Find("keys_url") is { } url ? ConfiguredField.Url(url, isLocal) ?? defaults.KeysUrl : defaults.KeysUrl,
            Originator = outlook.Find("originator")?.Name(100),
            AllowPrivateAddresses = isLocal,
        };
    }

    private static WebhookOptions ReadWebhook(DocumentObject webhook)
    {
        var isLocal = webhook.Find("allow_private_addresses")?.Flag() ?? false;
        var secrets = webhook.Require("secrets") is null ? [] : webhook.List("secrets", MostSecrets).Select(ConfiguredField.Secret).OfType<ConfiguredSecret>().ToList();
        if (secrets.Count == 0 && !webhook.Errors.Touch(webhook.Place.Member("secrets")))
        {
            webhook.Errors.Add(webhook.Place.Member("secrets"), "no secret", "Give at least one, {\"secret\": \"NAME\"}; the first signs.");
        }

        return new WebhookOptions
        {
            Name = webhook.Require("name")?.Id() ?? "",
            Url = webhook.Find("url") is { } url ? ConfiguredField.Url(url, isLocal) : null,
            Secrets = secrets,
            VotesFor = ConfiguredField.Names(webhook, "votes_for"),
            AllowPrivateAddresses = isLocal,
            Timeout = ConfiguredField.Timeout(webhook, TimeSpan.FromSeconds(15)),
        };
    }
}
