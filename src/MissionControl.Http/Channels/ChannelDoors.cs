using MissionControl.Approvals;
using MissionControl.Http.Webhooks;
using MissionControl.Runtime;

namespace MissionControl.Http.Channels;

/// <summary>What lets votes in that carry their own proof. What is null is off.</summary>
public sealed class ChannelDoors
{
    internal ChannelDoors(People people, SeenKeyStore seenKeys) => (People, SeenKeys) = (people, seenKeys);

    internal People People { get; }

    internal SeenKeyStore SeenKeys { get; }

    internal ApprovalLinks? Links { get; init; }

    /// <summary>The name by which links call this server.</summary>
    internal IReadOnlyCollection<string> Hosts => Links is null ? [] : [Links.PublicUrl.Host];

    internal TeamsSignature? Teams { get; init; }

    internal OutlookTokens? Outlook { get; init; }

    internal IReadOnlyList<WebhookSender> Senders { get; init; } = [];
}
