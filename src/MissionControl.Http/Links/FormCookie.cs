using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Links;

/// <summary>The random mark of a browser that a form must come back with: no other site can read it, or write it over TLS.</summary>
internal sealed class FormCookie(bool isSecure)
{
    private const int Size = 32;

    private string Name => isSecure ? "__Host-mission-approval" : "mission-approval";

    /// <summary>Null when the browser sent none of ours.</summary>
    public string? Read(HttpRequest request) =>
        request.Cookies.TryGetValue(Name, out var value) && Base64Url.IsValid(value, out var length) && length == Size ? value : null;

    /// <summary>The one that is there, so that several open pages do not disturb each other, or a new one.</summary>
    public string Ensure(HttpContext http)
    {
        if (Read(http.Request) is { } there)
        {
            return there;
        }

        var made = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));
        http.Response.Cookies.Append(Name, made, new CookieOptions { HttpOnly = true, Secure = isSecure, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return made;
    }
}
