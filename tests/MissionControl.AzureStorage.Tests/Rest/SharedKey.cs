using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Web;

namespace MissionControl.AzureStorage.Rest;

/// <summary>Signs requests to the storage services with an account's key: tables by the scheme Shared Key Lite, blobs by Shared Key.</summary>
internal sealed class SharedKey(string account, byte[] key)
{
    public const string Version = "2021-12-02";

    public void SignTable(HttpRequestMessage request)
    {
        var date = Date(request);
        Authorize(request, "SharedKeyLite", $"{date}\n/{account}{request.RequestUri!.AbsolutePath}");
    }

    public void SignBlob(HttpRequestMessage request)
    {
        Date(request);
        var content = request.Content?.Headers;
        var length = content?.ContentLength is > 0 and var bytes ? $"{bytes}" : "";
        var headers = request.Headers
            .Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key.ToLowerInvariant()}:{string.Join(',', header.Value)}\n");
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var resource = string.Concat(query.AllKeys.Order(StringComparer.Ordinal).Select(name => $"\n{name}:{query[name]}"));
        Authorize(
            request,
            "SharedKey",
            $"{request.Method}\n\n\n{length}\n\n{content?.ContentType}\n\n\n\n{request.Headers.IfNoneMatch}\n\n\n{string.Concat(headers)}/{account}{request.RequestUri.AbsolutePath}{resource}");
    }

    private static string Date(HttpRequestMessage request)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        return date;
    }

    private void Authorize(HttpRequestMessage request, string scheme, string text)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, $"{account}:{signature}");
    }
}
