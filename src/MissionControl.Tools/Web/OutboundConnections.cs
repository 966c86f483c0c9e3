using System.Net;
using MissionControl.Runtime;

namespace MissionControl.Tools.Web;

/// <summary>Connections to the outside, under one rule for tools and channels: allowed hosts, addresses checked where they are connected to, no redirect.</summary>
public static class OutboundConnections
{
    /// <summary>An <see cref="OutboundHandler"/>.</summary>
    public static HttpMessageHandler Open(OutboundRule rule) => Open(rule, Dns.GetHostAddressesAsync);

    internal static HttpMessageHandler Open(OutboundRule rule, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        new HostGate(new HostList(rule.Hosts)) { InnerHandler = Sockets(rule.AllowPrivateAddresses, resolve) };

    internal static SocketsHttpHandler Sockets(bool allowPrivateAddresses, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve the host itself, behind the check of the address.
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = new Connector(allowPrivateAddresses, resolve).ConnectAsync,
    };

    private sealed class HostGate(HostList hosts) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } url && hosts.Allows(url)
                ? base.SendAsync(request, cancellationToken)
                : throw new HttpRequestException(HttpRequestError.ConnectionError, $"The host '{request.RequestUri?.IdnHost}' is not on the list of allowed hosts.");
    }
}
