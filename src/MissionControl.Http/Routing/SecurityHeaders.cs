using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Routing;

/// <summary>What no answer goes without; a page loosens the content policy for itself.</summary>
internal static class SecurityHeaders
{
    public static void Set(HttpResponse answer)
    {
        var headers = answer.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
