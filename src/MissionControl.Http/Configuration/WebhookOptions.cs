namespace MissionControl.Http.Configuration;

/// <summary>A system that is told of everything, may answer for people, or both; by Standard Webhooks 1.0.</summary>
public sealed record WebhookOptions
{
    /// <summary>An <see cref="Identifier"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The address that is told. Null: it is told nothing.</summary>
    public Uri? Url { get; init; }

    /// <summary>Each <c>whsec_</c> and base64 of 24 to 64 bytes. The first signs; any of them is taken.</summary>
    public required IReadOnlyList<ConfiguredSecret> Secrets { get; init; }

    /// <summary>Persons and <c>group:NAME</c>: those whose votes this system may bring. Empty: it brings none.</summary>
    public IReadOnlyList<string> VotesFor { get; init; } = [];

    /// <summary>True: the address may lie in the own network, and on this machine without TLS. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>For one call. Default 15 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
