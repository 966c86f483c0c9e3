using MissionControl.Approvals;
using MissionControl.Portfolio;

namespace MissionControl.Http.Configuration;

/// <summary>What a host reads from its configuration file. A section that is missing is off.</summary>
public sealed record HostConfiguration
{
    public static HostConfiguration Empty { get; } = new();

    /// <summary>Sections <c>people</c> and <c>groups</c>.</summary>
    public People People { get; init; } = new();

    /// <summary>Section <c>approval_rules</c>.</summary>
    public ApprovalRules ApprovalRules { get; init; } = new();

    public ChannelOptions Channels { get; init; } = new();

    /// <summary>Section <c>portfolio</c>: the numbers of the rules, the schedules, how agents are chosen.</summary>
    public PortfolioSettings Portfolio { get; init; } = PortfolioSettings.Default;

    /// <summary>Null: no signed links are made or taken.</summary>
    public LinkOptions? Links { get; init; }
}

/// <summary>The channels that are on.</summary>
public sealed record ChannelOptions
{
    public EmailOptions? Email { get; init; }

    public TeamsOptions? Teams { get; init; }

    public OutlookOptions? Outlook { get; init; }

    /// <summary>By name, each once.</summary>
    public IReadOnlyList<WebhookOptions> Webhooks { get; init; } = [];
}
