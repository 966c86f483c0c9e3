using System.Net;
using System.Net.Sockets;

namespace MissionControl.Tools.Web;

/// <summary>Tells public addresses from those that only mean something inside a network; what it does not know is not public.</summary>
internal static class AddressPolicy
{
    private static readonly IPNetwork[] NotPublic = new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "3fff::/20",
    }.Select(IPNetwork.Parse).ToArray();

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    // A public address by its number, but on Azure it is the host's own configuration service.
    private static readonly IPAddress AzureHost = IPAddress.Parse("168.63.129.16");

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !NotPublic.Any(network => network.Contains(address)) && !address.Equals(AzureHost);
        }

        if (Embedded(address) is { } inner)
        {
            return IsPublic(inner);
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            && GlobalUnicast.Contains(address)
            && !NotPublic.Any(network => network.Contains(address));
    }

    /// <summary>The IPv4 address that packets to this IPv6 address end at.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }
}
