using System.Globalization;
using System.Net;
using MissionControl.Steps;

namespace MissionControl.Tools.Web;

/// <summary>
/// The errors of <c>http_request</c>. They name method, scheme, host and status and nothing else:
/// paths, queries, headers and bodies may hold secrets.
/// </summary>
internal static class HttpErrors
{
    public static ToolException Unfit(string message) => new("invalid_parameter", message, retryable: false);

    public static ToolException HostRefused(Uri url) => new(
        "http_host_refused",
        $"The host '{url.IdnHost}' is not on the list of allowed hosts. Add it to the list, or correct 'url'.",
        retryable: false);

    public static ToolException AddressRefused(Uri url) => new(
        "http_address_refused",
        $"The host '{url.IdnHost}' resolves to a private, loopback, link-local or otherwise not public address; calling those must be allowed by the operator.",
        retryable: false);

    public static ToolException RedirectRefused(string call, string reason) =>
        new("http_redirect_refused", $"{call} was redirected {reason}.", retryable: false);

    public static ToolException TooLarge(string call, int limit) => new(
        "http_response_too_large",
        $"{call} answered with more than {limit.ToString(CultureInfo.InvariantCulture)} bytes.",
        retryable: false);

    public static ToolException BodyUnreadable(string call) =>
        new("http_invalid_body", $"{call} answered with a body that is not the JSON its content type says.");

    public static ToolException Timeout(string call, TimeSpan timeout) =>
        new("http_timeout", $"{call} gave no answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.");

    public static ToolException Unreachable(string call, string reason) =>
        new("http_unreachable", $"{call} could not be reached: {reason}.");

    public static ToolException Status(string call, HttpStatusCode status)
    {
        var code = (int)status;
        var number = code.ToString(CultureInfo.InvariantCulture);
        var mayPass = code is 408 or 429 or >= 500;
        return new ToolException($"http_{number}", $"{call} answered {number} {status}.", mayPass);
    }
}
