using System.Net;

namespace MissionControl.Tools.Web;

/// <summary>What follows a redirect: never less secure than before, and nothing of the caller's reaches another origin.</summary>
internal static class Redirect
{
    public static bool IsRedirect(HttpResponseMessage response) => response.Headers.Location is not null
        && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    public static HttpCall Next(HttpCall call, HttpResponseMessage response)
    {
        var url = new Uri(call.Url, response.Headers.Location!);
        if ((url.Scheme != Uri.UriSchemeHttps && url.Scheme != call.Url.Scheme) || url.UserInfo.Length > 0)
        {
            throw HttpErrors.RedirectRefused(call.Name, "to an address that is less secure or no web address");
        }

        var next = call with { Url = url };
        if (call.IsWrite && response.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently or HttpStatusCode.Found)
        {
            next = next with { Method = HttpMethod.Get, Body = null };
        }

        if (IsSameOrigin(call.Url, url))
        {
            return next;
        }

        return next.IsWrite
            ? throw HttpErrors.RedirectRefused(call.Name, $"to the other host '{url.IdnHost}', which would get the body")
            : next with { Headers = new Dictionary<string, string>(), Body = null };
    }

    private static bool IsSameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);
}
