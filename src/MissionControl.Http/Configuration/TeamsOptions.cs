namespace MissionControl.Http.Configuration;

/// <summary>Microsoft Teams: cards by a Workflows webhook, commands by an outgoing webhook. Each of the two may be missing.</summary>
public sealed record TeamsOptions
{
    /// <summary>The address of the workflow that posts cards. It holds a signature, so it is a secret. Null: no cards.</summary>
    public ConfiguredSecret? WorkflowUrl { get; init; }

    /// <summary>The hosts that <see cref="WorkflowUrl"/> may name; <c>*.example.org</c> stands for all below. Must be set with it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Default: to each person alone.</summary>
    public TeamsAudience Audience { get; init; } = TeamsAudience.Person;

    /// <summary>The security token that Teams showed when the outgoing webhook was made. Null: no commands are taken.</summary>
    public ConfiguredSecret? SecurityToken { get; init; }

    /// <summary>Persons who get what is addressed to nobody.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>True: the workflow may lie in the own network. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>For one card. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

public enum TeamsAudience
{
    /// <summary>One card for each person, with that person's own link: the workflow posts it into a chat with <c>recipient</c>.</summary>
    Person,

    /// <summary>One card for a channel, without links, since everybody there could use them.</summary>
    Channel,
}
