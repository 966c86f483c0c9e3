using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace MissionControl.Http.Webhooks;

/// <summary>
/// The public keys of who signs tokens, from a configured address. They are kept for a day; a key id that is not among them fetches them anew, at most
/// once a minute, so that forged tokens cannot make this server knock at another one.
/// </summary>
internal sealed class SigningKeys(Uri address, HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Floor = TimeSpan.FromMinutes(1);

    private const int MostBytes = 256 * 1024;
    private const int MostKeys = 50;
    private const int ShortestKey = 2048;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly HttpMessageInvoker _http = new(handler);
    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<string, RSAParameters> _keys = [];
    private DateTimeOffset? _askedAt;
    private DateTimeOffset? _gotAt;

    /// <summary>How often the keys were asked for.</summary>
    public int Fetches { get; private set; }

    /// <summary>The key of that id; null: there is none, or the keys cannot be had at present.</summary>
    public async Task<RSAParameters?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_gotAt + Kept > clock.GetUtcNow() && _keys.TryGetValue(keyId, out var known))
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_askedAt is null || now >= _askedAt + Floor)
            {
                _askedAt = now;
                Fetches++;
                await FetchAsync(now, cancellationToken);
            }

            return _gotAt + Kept > now && _keys.TryGetValue(keyId, out var key) ? key : null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private async Task FetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _http.SendAsync(request, either.Token);
            if (response.IsSuccessStatusCode && await ReadAsync(response, either.Token) is { } keys)
            {
                (_keys, _gotAt) = (keys, now);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The keys that are there stay; without them no token is taken, which its refusal says.
            return;
        }
    }

    private static async Task<Dictionary<string, RSAParameters>?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MostBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length), new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                ? keys.EnumerateArray().Take(MostKeys).Select(Parse).OfType<(string Id, RSAParameters Key)>().GroupBy(key => key.Id).ToDictionary(key => key.Key, key => key.First().Key)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string Id, RSAParameters Key)? Parse(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "kty") != "RSA" || Text(key, "use") is not (null or "sig") || Text(key, "alg") is not (null or "RS256")
            || Text(key, "kid") is not { Length: > 0 } id || Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { } exponent)
        {
            return null;
        }

        return modulus.AsSpan().TrimStart((byte)0).Length * 8 >= ShortestKey ? (id, new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name) => Text(key, name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
