namespace MissionControl.Http.Configuration;

/// <summary>How links to the page of an approval are signed.</summary>
public sealed record LinkOptions
{
    /// <summary>Where people reach this server: https, or this machine. Links begin with it.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>One or two. The first signs; both are taken, so that a key can be changed without breaking links that are on their way.</summary>
    public required IReadOnlyList<LinkKeyOptions> Keys { get; init; }

    /// <summary>How long a link is good for, when the approval itself ends no earlier. Default 7 days.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);
}

/// <param name="Id">Stands in the links, so that the key is found again.</param>
/// <param name="Secret">32 to 64 random bytes in base64.</param>
public sealed record LinkKeyOptions(string Id, ConfiguredSecret Secret);
