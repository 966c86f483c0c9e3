using System.Security.Cryptography;
using MissionControl.Http.Configuration;
using MissionControl.Http.Links;
using MissionControl.Http.Webhooks;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>Makes the channels that a configuration asks for. A secret that is missing or unfit stops it, with the place and the cure.</summary>
public sealed record ChannelSetup
{
    public required HostConfiguration Configuration { get; init; }

    public required SecretStore Secrets { get; init; }

    public required SeenKeyStore SeenKeys { get; init; }

    /// <summary>Carries calls to the outside under a rule.</summary>
    public required OutboundHandler Outbound { get; init; }

    /// <summary>Of the hub whose approvals are told: links of another one are refused.</summary>
    public required string HubId { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <exception cref="ConfigurationException">A secret is missing, or a value behind a secret cannot be used.</exception>
    public async Task<ChannelSet> OpenAsync(CancellationToken cancellationToken)
    {
        var channels = Configuration.Channels;
        var links = Configuration.Links is { } options ? await LinksAsync(options, cancellationToken) : null;
        var set = new ChannelSet();
        if (channels.Email is { } email)
        {
            set.Add(await EmailAsync(email, links, cancellationToken));
        }

        if (channels.Teams is { WorkflowUrl: not null } teams)
        {
            await AddTeamsAsync(set, teams, links, cancellationToken);
        }

        var senders = new List<WebhookSender>();
        foreach (var webhook in channels.Webhooks)
        {
            senders.Add(await AddWebhookAsync(set, webhook, cancellationToken));
        }

        set.Doors = new ChannelDoors(Configuration.People, SeenKeys)
        {
            Links = links,
            Teams = channels.Teams?.SecurityToken is { } token ? TeamsSignature.Parse(await token.ResolveAsync(Secrets, cancellationToken), token) : null,
            Outlook = channels.Outlook is { } outlook ? Outlook(set, outlook) : null,
            Senders = senders,
        };
        return set;
    }

    private async Task<ApprovalLinks> LinksAsync(LinkOptions options, CancellationToken cancellationToken)
    {
        var keys = new List<LinkKey>();
        foreach (var key in options.Keys)
        {
            var bytes = new byte[128];
            keys.Add(Convert.TryFromBase64String(await key.Secret.ResolveAsync(Secrets, cancellationToken), bytes, out var length) && length is >= 32 and <= 64
                ? new LinkKey(key.Id, bytes[..length])
                : throw key.Secret.Unfit("no link key", "Give 32 to 64 random bytes in base64, as 'openssl rand -base64 32' makes them"));
        }

        if (keys.Count > 1 && CryptographicOperations.FixedTimeEquals(keys[0].Secret, keys[1].Secret))
        {
            throw options.Keys[1].Secret.Unfit("the secret of the first key again", "Give each key its own");
        }

        return new ApprovalLinks(new LinkSigner(HubId, keys, Clock), options.PublicUrl, options.Lifetime);
    }

    private async Task<EmailChannel> EmailAsync(EmailOptions options, ApprovalLinks? links, CancellationToken cancellationToken)
    {
        var password = options.Password is { } secret ? await secret.ResolveAsync(Secrets, cancellationToken) : null;
        var card = links is not null && Configuration.Channels.Outlook?.Originator is { } originator ? new OutlookCard(originator, links.PublicUrl) : null;
        return new EmailChannel(options, password, new Reach(Configuration.People, options.Recipients, person => person.Email), links, card, Clock);
    }

    private async Task AddTeamsAsync(ChannelSet set, TeamsOptions options, ApprovalLinks? links, CancellationToken cancellationToken)
    {
        var secret = options.WorkflowUrl!;
        if (!WebAddress.TryParse(await secret.ResolveAsync(Secrets, cancellationToken), options.AllowPrivateAddresses, out var url, out var fault))
        {
            throw secret.Unfit(fault, WebAddress.Rule(options.AllowPrivateAddresses).TrimEnd('.'));
        }

        var post = set.Own(new OutboundPost(Outbound(new OutboundRule(options.Hosts, options.AllowPrivateAddresses)), options.Timeout, Clock));
        set.Add(new TeamsChannel(options.Audience, url, new Reach(Configuration.People, options.Recipients, person => person.Teams), links, post));
    }

    private async Task<WebhookSender> AddWebhookAsync(ChannelSet set, WebhookOptions options, CancellationToken cancellationToken)
    {
        var secrets = new List<byte[]>();
        foreach (var secret in options.Secrets)
        {
            secrets.Add(WebhookSignature.ParseSecret(await secret.ResolveAsync(Secrets, cancellationToken), secret));
        }

        var signature = new WebhookSignature(secrets);
        if (options.Url is { } url)
        {
            var post = set.Own(new OutboundPost(Outbound(new OutboundRule([url.IdnHost], options.AllowPrivateAddresses)), options.Timeout, Clock));
            set.Add(new WebhookChannel(options.Name, url, signature, post, Clock));
        }

        return new WebhookSender(options.Name, signature, Configuration.People.Expand(options.VotesFor));
    }

    private OutlookTokens Outlook(ChannelSet set, OutlookOptions options) =>
        new(options, set.Own(new SigningKeys(options.KeysUrl, Outbound(new OutboundRule([options.KeysUrl.IdnHost], options.AllowPrivateAddresses)), Clock)), Clock);
}
