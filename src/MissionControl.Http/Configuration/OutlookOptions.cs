namespace MissionControl.Http.Configuration;

/// <summary>Buttons in mails that Outlook shows, and the endpoint that they call.</summary>
public sealed record OutlookOptions
{
    /// <summary>The address of this server as Outlook was told, for example <c>https://missions.example.org</c>: the audience of its tokens.</summary>
    public required string Audience { get; init; }

    /// <summary>Who signs the tokens. Default: Microsoft's service.</summary>
    public string Issuer { get; init; } = "https://substrate.office.com/sts/";

    /// <summary>Where the issuer's public keys are. Default: Microsoft's service.</summary>
    public Uri KeysUrl { get; init; } = new("https://substrate.office.com/sts/common/discovery/keys");

    /// <summary>The originator that Microsoft registered for the sender of the mails. Null: mails carry no buttons for Outlook.</summary>
    public string? Originator { get; init; }

    /// <summary>True: the keys may lie in the own network, and on this machine without TLS. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }
}
