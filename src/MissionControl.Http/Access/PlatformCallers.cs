using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MissionControl.Access;

namespace MissionControl.Http.Access;

/// <summary>
/// Callers prove themselves to the platform in front of this server: it names the principal in headers of its own, or has checked a function key.
/// Where nothing stands in front, a request with such a header is a forgery and is refused, whatever else it brings.
/// </summary>
/// <param name="keys">Asked when the platform names nobody: our own keys.</param>
/// <param name="trustsPrincipal">True only where the platform removes these headers from what clients send.</param>
/// <param name="functionKeyRoles">What a caller may do of whom no more is known than that the platform let the request through.</param>
public sealed class PlatformCallers(CallerSource keys, bool trustsPrincipal, IReadOnlyCollection<Role> functionKeyRoles) : CallerSource
{
    private const string Headers = "X-MS-CLIENT-PRINCIPAL";
    private const string FunctionKey = "x-functions-key";
    private const int MostCharacters = 64 * 1024;
    private static readonly string[] NameClaims = ["preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "email"];
    private static readonly string[] IdClaims = ["http://schemas.microsoft.com/identity/claims/objectidentifier", "oid", "sub"];

    public override async Task<Identification> IdentifyAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var isNamed = headers.Keys.Any(name => name.StartsWith(Headers, StringComparison.OrdinalIgnoreCase));
        if (isNamed && !trustsPrincipal)
        {
            return new Identification(null, "forged_principal");
        }

        if (isNamed)
        {
            return headers[Headers] is [{ Length: < MostCharacters } principal] && Read(principal) is { } caller
                ? new Identification(caller)
                : new Identification(null, "unreadable_principal");
        }

        if (headers.Authorization.Count > 0)
        {
            return await keys.IdentifyAsync(http);
        }

        return headers.ContainsKey(FunctionKey) || http.Request.Query.ContainsKey("code")
            ? new Identification(new Caller("function key", functionKeyRoles) { KeyId = "function_key" })
            : new Identification(null, "no_key");
    }

    public override Task RefusedAsync(HttpContext http, string kind, string? keyId) => keys.RefusedAsync(http, kind, keyId);

    private static Caller? Read(string principal)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(principal)), new JsonDocumentOptions { MaxDepth = 8 });
            var claims = Claims(document.RootElement);
            var roleType = document.RootElement.TryGetProperty("role_typ", out var type) ? type.GetString() : null;
            var roles = claims.Where(claim => claim.Type == "roles" || claim.Type == roleType).Select(claim => RoleOf(claim.Value)).OfType<Role>().Distinct().ToList();
            var name = First(claims, NameClaims) ?? First(claims, IdClaims);
            return name is null ? null : new Caller(name, roles)
            {
                Person = roles.Contains(Role.Approver) ? name : null,
                KeyId = $"principal:{First(claims, IdClaims) ?? name}",
            };
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static List<(string Type, string Value)> Claims(JsonElement root) =>
        [.. root.GetProperty("claims").EnumerateArray().Select(claim => (claim.GetProperty("typ").GetString() ?? "", claim.GetProperty("val").GetString() ?? ""))];

    private static string? First(List<(string Type, string Value)> claims, string[] types) =>
        types.Select(type => claims.FirstOrDefault(claim => claim.Type == type).Value).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static Role? RoleOf(string word) => Enum.GetValues<Role>().Where(role => Wire.Word(role) == word).Cast<Role?>().FirstOrDefault();
}
