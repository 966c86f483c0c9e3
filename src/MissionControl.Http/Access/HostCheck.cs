using System.Net;
using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Access;

/// <summary>
/// A server answers only to its own names: a page of another site that made its name point here gets nothing. Addresses in figures are no names.
/// </summary>
internal static class HostCheck
{
    private static readonly string[] Loopback = ["localhost"];

    public static bool IsKnown(HostString host, IReadOnlyCollection<string> names)
    {
        var name = host.Host.Trim('[', ']');
        return IPAddress.TryParse(name, out _)
            || Loopback.Concat(names).Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
