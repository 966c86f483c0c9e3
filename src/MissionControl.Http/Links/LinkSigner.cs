using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MissionControl.Http.Links;

/// <summary>
/// Signs links and reads them: <c>v1.{key id}.{payload}.{HMAC-SHA256}</c>, the last two in base64url. A link that was changed by one bit, or signed
/// with another key, for another hub or for another time, is not taken.
/// </summary>
internal sealed class LinkSigner
{
    private const string Version = "v1";
    private const int MostToken = 4096;

    // So that no other message that is ever signed with the same key can pass for a link, or for the mark of a form.
    private static readonly byte[] LinkPurpose = Encoding.ASCII.GetBytes("mission-control link\n");
    private static readonly byte[] FormPurpose = Encoding.ASCII.GetBytes("mission-control form\n");
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly string _hub;
    private readonly IReadOnlyList<LinkKey> _keys;
    private readonly TimeProvider _clock;

    /// <param name="keys">The first signs; any of them is taken.</param>
    public LinkSigner(string hub, IReadOnlyList<LinkKey> keys, TimeProvider clock) => (_hub, _keys, _clock) = (hub, keys, clock);

    public string Sign(string runId, string approvalId, string approver, string channel, TimeSpan lifetime)
    {
        var now = _clock.GetUtcNow();
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return Sign(new SignedLink(_hub, runId, approvalId, approver, channel, SignedLink.BothDecisions, now, now + lifetime, nonce));
    }

    public string Sign(SignedLink link)
    {
        var head = $"{Version}.{_keys[0].Id}.{Base64Url.EncodeToString(Wire.SerializeToUtf8Bytes(link))}";
        return $"{head}.{Base64Url.EncodeToString(Mac(_keys[0], LinkPurpose, head))}";
    }

    public LinkReading Read(string token)
    {
        var parts = token.Length > MostToken ? [] : token.Split('.');
        if (parts.Length != 4 || parts[0] != Version || Decode(parts[2]) is not { } payload || Decode(parts[3]) is not { } mac || Parse(payload) is not { } link)
        {
            return new LinkReading(null, LinkFault.Malformed);
        }

        if (_keys.FirstOrDefault(key => key.Id == parts[1]) is not { } signed)
        {
            return new LinkReading(link, LinkFault.UnknownKey);
        }

        if (!CryptographicOperations.FixedTimeEquals(Mac(signed, LinkPurpose, token[..token.LastIndexOf('.')]), mac))
        {
            return new LinkReading(link, LinkFault.Forged);
        }

        var now = _clock.GetUtcNow();
        return new LinkReading(link, link.Hub != _hub ? LinkFault.OtherHub : now >= link.Expires || now < link.Issued - ClockSkew ? LinkFault.Expired : null);
    }

    /// <summary>What the form of a link's page carries: bound to the link and to the cookie of the browser that got the page.</summary>
    public string FormMark(string token, string cookie) => Base64Url.EncodeToString(Mac(_keys[0], FormPurpose, $"{cookie}\n{token}"));

    public bool IsFormMark(string mark, string token, string cookie) =>
        Decode(mark) is { } given && _keys.Any(key => CryptographicOperations.FixedTimeEquals(Mac(key, FormPurpose, $"{cookie}\n{token}"), given));

    private static byte[] Mac(LinkKey key, byte[] purpose, string text) => HMACSHA256.HashData(key.Secret, purpose.Concat(Encoding.UTF8.GetBytes(text)).ToArray());

    /// <summary>Null unless the text is the one way to write its bytes: a second way would be a second token.</summary>
    private static byte[]? Decode(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }

    private static SignedLink? Parse(byte[] payload)
    {
        try
        {
            return Wire.Deserialize<SignedLink>(payload) is { Hub: not null, RunId: not null, ApprovalId: { Length: > 0 and < 400 }, Approver: { Length: > 0 }, Channel: not null, Decisions: not null } link ? link : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Id">Letters, digits, '-' and '_'.</param>
internal sealed record LinkKey(string Id, byte[] Secret);
