using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MissionControl.Http.Configuration;

namespace MissionControl.Http.Channels;

/// <summary>The signatures of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, one for each live secret.</summary>
internal sealed class WebhookSignature(IReadOnlyList<byte[]> secrets)
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int MostSignatures = 20;

    /// <summary>All of them, separated by blanks.</summary>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            signatures.Add(Version + Convert.ToBase64String(Mac(secret, id, Seconds(at), body)));
        }

        return string.Join(' ', signatures);
    }

    /// <summary>True when one of the signatures fits one of the secrets. Unknown versions are passed over.</summary>
    public bool Fits(string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        var fits = false;
        foreach (var given in signatures.Split(' ', MostSignatures + 1).Take(MostSignatures))
        {
            var mac = new byte[SHA256.HashSizeInBytes + 3];
            if (!given.StartsWith(Version, StringComparison.Ordinal) || !Convert.TryFromBase64String(given[Version.Length..], mac, out var length))
            {
                continue;
            }

            foreach (var secret in secrets)
            {
                fits |= CryptographicOperations.FixedTimeEquals(Mac(secret, id, timestamp, body), mac.AsSpan(0, length));
            }
        }

        return fits;
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ConfigurationException">It is no secret of Standard Webhooks.</exception>
    public static byte[] ParseSecret(string text, ConfiguredSecret place)
    {
        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : "";
        var secret = new byte[128];
        return Convert.TryFromBase64String(base64, secret, out var length) && length is >= 24 and <= 64
            ? secret[..length]
            : throw place.Unfit("no webhook secret", $"Give '{Prefix}' and 24 to 64 random bytes in base64, as \"echo {Prefix}$(openssl rand -base64 32)\" makes them");
    }

    private static byte[] Mac(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
