namespace MissionControl.Tools.Web;

/// <summary>What <c>http_request</c> may reach, and how much it takes.</summary>
public sealed record HttpToolOptions
{
    /// <summary>Hosts that may be called: a name or address, or <c>*.example.com</c> for its subdomains. Empty (default): every host.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>True: loopback, private, link-local and other addresses that are not public may be called too. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Bytes of a response body after decompression; a larger one is an error. Default 10 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Redirects that are followed in one request. Default 5.</summary>
    public int MaxRedirects { get; init; } = 5;
}
