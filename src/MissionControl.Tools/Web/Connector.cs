using System.Net;
using System.Net.Sockets;

namespace MissionControl.Tools.Web;

/// <summary>
/// Opens connections to allowed addresses only. The address that is checked is the one that is connected to,
/// so that a name which resolves differently the second time reaches nothing.
/// </summary>
internal sealed class Connector(bool allowPrivateAddresses, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await resolve(endPoint.Host, cancellationToken);
        var allowed = addresses.Where(address => allowPrivateAddresses || AddressPolicy.IsPublic(address)).ToArray();
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host's addresses are all refused.</summary>
internal sealed class ForbiddenAddressException() : IOException("The host resolves to no public address.");
