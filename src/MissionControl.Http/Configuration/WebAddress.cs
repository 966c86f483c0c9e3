using System.Net;

namespace MissionControl.Http.Configuration;

/// <summary>The addresses that the configuration may name for calls and links: https, and http to this machine where that is allowed.</summary>
internal static class WebAddress
{
    public static string Rule(bool allowLocal) =>
        allowLocal ? "Give an https address without user name; http only for this machine (localhost)." : "Give an https address without user name.";

    /// <param name="fault">What is wrong; it does not repeat the address, which may hold a secret.</param>
    public static bool TryParse(string text, bool allowLocal, out Uri url, out string fault)
    {
        fault = "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out url!) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Host.Length == 0)
        {
            fault = "no absolute web address";
        }
        else if (url.UserInfo.Length > 0)
        {
            fault = "an address with a user name in it";
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !(allowLocal && IsLocal(url)))
        {
            fault = "an address without TLS";
        }

        return fault.Length == 0;
    }

    public static bool IsLocal(Uri url) =>
        string.Equals(url.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
