using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MissionControl.Http.Configuration;

namespace MissionControl.Http.Webhooks;

/// <summary>What a token proved, or why it proves nothing.</summary>
/// <param name="Subject">Who clicked; null: nobody that is proven.</param>
/// <param name="Fault">In words, for the audit.</param>
internal readonly record struct TokenReading(string? Subject, string? Fault);

/// <summary>
/// Checks the tokens that come with a click in Outlook: RS256 and nothing else, by a key of the issuer, for this server, for now. The algorithm is
/// fixed here and never taken from the token, so that neither <c>none</c> nor a secret made of the public key can pass.
/// </summary>
internal sealed class OutlookTokens(OutlookOptions options, SigningKeys keys, TimeProvider clock)
{
    private const int MostToken = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public async Task<TokenReading> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var parts = token.Length > MostToken ? [] : token.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } payload || Decode(parts[2]) is not { } signature)
        {
            return No("the token is malformed");
        }

        using var head = Parse(header);
        using var claims = Parse(payload);
        if (head is null || claims is null)
        {
            return No("the token is malformed");
        }

        if (Text(head, "alg") != "RS256" || head.RootElement.TryGetProperty("crit", out _))
        {
            return No("the token is not signed by RS256");
        }

        if (Text(head, "kid") is not { Length: > 0 and <= 200 } keyId || await keys.FindAsync(keyId, cancellationToken) is not { } key)
        {
            return No("the token names a key that the issuer does not have");
        }

        using var rsa = RSA.Create(key);
        return rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ? Judge(claims)
            : No("the token's signature does not fit");
    }

    private TokenReading Judge(JsonDocument claims)
    {
        var now = clock.GetUtcNow();
        if (Text(claims, "iss") != options.Issuer)
        {
            return No("the token is of another issuer");
        }

        if (!IsForUs(claims))
        {
            return No("the token is for another audience");
        }

        if (Time(claims, "exp") is not { } expires || now >= expires + Skew)
        {
            return No("the token has expired");
        }

        if (claims.RootElement.TryGetProperty("nbf", out _) && !(Time(claims, "nbf") - Skew <= now))
        {
            return No("the token is not good yet");
        }

        return Text(claims, "sub") is { Length: > 0 } subject ? new TokenReading(subject, null) : No("the token names nobody");
    }

    private bool IsForUs(JsonDocument claims) => claims.RootElement.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => audience.GetString() == options.Audience,
        JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == options.Audience),
        _ => false,
    };

    private static TokenReading No(string fault) => new(null, fault);

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private static JsonDocument? Parse(byte[] json)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
