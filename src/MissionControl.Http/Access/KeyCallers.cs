using Microsoft.AspNetCore.Http;
using MissionControl.Access;
using MissionControl.Runtime;

namespace MissionControl.Http.Access;

/// <summary>Callers prove themselves by an API key in <c>Authorization: Bearer</c>. Comparison takes the same time whatever is wrong.</summary>
/// <param name="local">The key of this process's own user; null: none.</param>
public sealed class KeyCallers(ApiKeyStore keys, TimeProvider clock, LocalKey? local = null) : CallerSource
{
    private const string Scheme = "Bearer ";
    private const int MaxHeader = 200;

    public override async Task<Identification> IdentifyAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: < MaxHeader } text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new Identification(null, header.Count == 0 ? "no_key" : "unauthorized");
        }

        if (ApiKeySecret.Parse(text[Scheme.Length..].Trim()) is not { } secret)
        {
            return new Identification(null, "unauthorized");
        }

        if (local?.Key.KeyId == secret.KeyId && secret.Matches(local.Key))
        {
            return new Identification(local.Caller);
        }

        var key = await keys.FindAsync(secret.KeyId, http.RequestAborted);
        return !secret.Matches(key) ? new Identification(null, "unauthorized", secret.KeyId)
            : key!.RevokedAt is not null ? new Identification(null, "key_revoked", secret.KeyId)
            : new Identification(Of(key));
    }

    public override Task RefusedAsync(HttpContext http, string kind, string? keyId) => keys.RefusedAsync(
        new AccessRefusal(clock.GetUtcNow(), kind, keyId, http.Connection.RemoteIpAddress?.ToString(), Short(http.Request.Method, 10), Short(http.Request.Path.Value, 200)),
        CancellationToken.None);

    private static Caller Of(ApiKey key) => new(key.Person ?? key.Name, key.Roles)
    {
        Person = key.Roles.Contains(Role.Approver) ? key.Person : null,
        KeyId = key.KeyId,
    };

    private static string Short(string? text, int length) =>
        string.Concat((text ?? "").Take(length).Select(c => char.IsControl(c) ? '?' : c));
}

/// <summary>The key that a serving process makes for its own user's command line, anew with every start; it is in no store.</summary>
public sealed record LocalKey(ApiKey Key, Caller Caller)
{
    public static LocalKey Create(ApiKeySecret secret, string person, DateTimeOffset at)
    {
        Role[] roles = [Role.Operator, Role.Approver, Role.Admin];
        var key = secret.Describe("local", roles, person, at, null);
        return new LocalKey(key, new Caller(person, roles) { Person = person, KeyId = key.KeyId, Channel = "cli", IsLocal = true });
    }
}
