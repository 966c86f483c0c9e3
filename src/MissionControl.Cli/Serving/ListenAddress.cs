using System.Globalization;
using System.Net;
using MissionControl.Cli.Invocation;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Serving;

/// <summary>Where a server listens.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    public const string Default = "127.0.0.1:7070";

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <param name="text"><c>HOST:PORT</c>: an address in figures, <c>localhost</c>, or <c>*</c> for all addresses; port 0 takes a free one.</param>
    /// <exception cref="UsageException">It is no such thing.</exception>
    public static ListenAddress Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        var address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        return address is not null && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? new ListenAddress(address, port)
            : throw new UsageException($"--listen: '{PlainText.Short(text, 80)}' is no place to listen. Write ADDRESS:PORT, for example {Default}, or *:7070 for all addresses.");
    }

    /// <summary>How somebody on this machine calls it.</summary>
    public Uri Url(int port) => new($"http://{Host}:{port.ToString(CultureInfo.InvariantCulture)}");

    private string Host => Address.Equals(IPAddress.Any) ? "127.0.0.1"
        : Address.Equals(IPAddress.IPv6Any) ? "[::1]"
        : Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{Address}]"
        : Address.ToString();
}
