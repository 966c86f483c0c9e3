using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MissionControl.Access;

/// <summary>A key as its holder has it, <c>mc_{key id}_{secret}</c>. It is shown once, and never stored or logged.</summary>
public sealed record ApiKeySecret
{
    private const string Prefix = "mc_";
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int IdLength = 12;
    private const int SecretBytes = 32;
    private const int MaxName = 100;

    private readonly byte[] _secret;

    private ApiKeySecret(string keyId, byte[] secret) => (KeyId, _secret) = (keyId, secret);

    public string KeyId { get; }

    public static ApiKeySecret Create() => new(RandomNumberGenerator.GetString(Letters, IdLength), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Null when the text is no key.</summary>
    public static ApiKeySecret? Parse(string? text)
    {
        const int SecretAt = 3 + IdLength + 1;
        if (text is not { Length: > SecretAt and < 100 } || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_')
        {
            return null;
        }

        var keyId = text[Prefix.Length..(SecretAt - 1)];
        var secret = new byte[SecretBytes + 3];
        return keyId.All(c => Letters.Contains(c, StringComparison.Ordinal))
            && Base64Url.IsValid(text.AsSpan(SecretAt)) && Base64Url.TryDecodeFromChars(text.AsSpan(SecretAt), secret, out var length) && length == SecretBytes
            ? new ApiKeySecret(keyId, secret[..SecretBytes])
            : null;
    }

    /// <exception cref="ArgumentException">There is no name, no role, or no person although it may decide approvals.</exception>
    public ApiKey Describe(string name, IReadOnlyList<Role> roles, string? person, DateTimeOffset at, string? by)
    {
        Check(name, "name");
        if (roles.Count == 0)
        {
            throw new ArgumentException("A key needs a role: viewer, operator, approver or admin.");
        }

        if (person is not null)
        {
            Check(person, "person");
        }
        else if (roles.Contains(Role.Approver))
        {
            throw new ArgumentException("A key that decides approvals needs the name of the person whose decisions they are.");
        }

        var salt = RandomNumberGenerator.GetBytes(16);
        return new ApiKey(KeyId, name, [.. roles.Distinct().Order()], Convert.ToHexStringLower(salt), Convert.ToHexStringLower(Hash(salt)), at) { Person = person, CreatedBy = by };
    }

    /// <summary>In the same time whatever differs; with no key at all it takes as long.</summary>
    public bool Matches(ApiKey? key)
    {
        var expected = key is null ? new byte[SHA256.HashSizeInBytes] : Convert.FromHexString(key.SecretHash);
        var same = CryptographicOperations.FixedTimeEquals(Hash(key is null ? new byte[16] : Convert.FromHexString(key.Salt)), expected);
        return same && key is not null;
    }

    /// <summary>The whole key, for its holder only.</summary>
    public string Reveal() => $"{Prefix}{KeyId}_{Base64Url.EncodeToString(_secret)}";

    public override string ToString() => $"{Prefix}{KeyId}_...";

    private byte[] Hash(byte[] salt) => SHA256.HashData([.. salt, .. _secret]);

    private static void Check(string text, string what)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxName || text.Any(char.IsControl) || Encoding.UTF8.GetByteCount(text) > MaxName * 4)
        {
            throw new ArgumentException($"The {what} of a key has 1 to {MaxName} characters and no control characters.");
        }
    }
}
