using System.Security.Cryptography;
using MissionControl.Http.Configuration;

namespace MissionControl.Http.Webhooks;

/// <summary>The proof of an outgoing webhook of Teams: <c>Authorization: HMAC {base64}</c> over the raw body, keyed with the decoded security token.</summary>
internal sealed class TeamsSignature(byte[] key)
{
    private const string Scheme = "HMAC ";

    public bool Fits(string authorization, ReadOnlySpan<byte> body)
    {
        var given = new byte[SHA256.HashSizeInBytes + 3];
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), given.AsSpan(0, length));
    }

    /// <exception cref="ConfigurationException">It is no security token.</exception>
    public static TeamsSignature Parse(string token, ConfiguredSecret place)
    {
        var key = new byte[256];
        return Convert.TryFromBase64String(token.Trim(), key, out var length) && length is >= 16 and <= 128
            ? new TeamsSignature(key[..length])
            : throw place.Unfit("no security token", "Give the one that Teams showed when the outgoing webhook was made");
    }
}
