using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Web;

/// <summary>A request as the parameters describe it, checked: an http or https URL without credentials, and headers that stay headers.</summary>
internal sealed record HttpCall(HttpMethod Method, Uri Url, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, string IdempotencyKey)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Headers that say how the message is cut out of the stream, or who it is for; the connection sets them.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect",
        "Proxy-Authorization", "Proxy-Connection",
    };

    /// <summary>How errors name the request.</summary>
    public string Name => $"{Method} {Url.Scheme}://{Url.IdnHost}";

    public bool IsWrite => Method != HttpMethod.Get && Method != HttpMethod.Head;

    public static HttpCall Read(ToolInput input, ToolContext context)
    {
        var method = (input.OptionalText("method") ?? "GET").ToUpperInvariant();
        if (!Methods.Contains(method))
        {
            throw HttpErrors.Unfit($"'method' must be one of {string.Join(", ", Methods)}.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in input["headers"] as JsonObject ?? [])
        {
            headers[name] = CheckHeader(name, value);
        }

        return new HttpCall(HttpMethod.Parse(method), CheckUrl(input.Text("url")), headers, input["body"], context.IdempotencyKey);
    }

    public static Uri CheckUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw HttpErrors.Unfit("'url' must be an absolute http or https address.");
        }

        return url.UserInfo.Length == 0
            ? url
            : throw HttpErrors.Unfit("'url' holds a user name or password; send them in the header Authorization, from a secret.");
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url) { Content = Content() };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.Remove(name);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (IsWrite && !Headers.ContainsKey("Idempotency-Key"))
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
        }

        return message;
    }

    private StringContent? Content() => Body switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => new StringContent(text, Encoding.UTF8, "text/plain"),
        _ => new StringContent(Body.ToJsonString(Wire.Options), Encoding.UTF8, "application/json"),
    };

    private static string CheckHeader(string name, JsonNode? value)
    {
        if (name.Length is 0 or > 128 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c)))
        {
            throw HttpErrors.Unfit("'headers' has a member whose name is no header name.");
        }

        if (Reserved.Contains(name))
        {
            throw HttpErrors.Unfit($"'headers' must not set '{name}'; the connection does.");
        }

        var text = value is JsonValue scalar ? scalar.ToString() : null;
        return text is not null && text.All(c => c is >= ' ' and <= '~' or '\t')
            ? text
            : throw HttpErrors.Unfit(string.Create(CultureInfo.InvariantCulture, $"The header '{name}' must be a text of printable ASCII characters on one line."));
    }
}
