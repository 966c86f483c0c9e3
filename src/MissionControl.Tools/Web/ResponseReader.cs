using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Web;

/// <summary>Reads a response as far as its size is allowed.</summary>
internal sealed class ResponseReader(string call, int maxBytes)
{
    private static readonly JsonDocumentOptions JsonLimits = new() { MaxDepth = Wire.MaxDepth };

    public async Task<ToolResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await BytesAsync(response.Content, cancellationToken);
        return new ToolResult(new JsonObject
        {
            ["status"] = (int)response.StatusCode,
            ["headers"] = Headers(response),
            ["body"] = Body(response.Content, bytes),
        });
    }

    private async Task<byte[]> BytesAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                throw HttpErrors.TooLarge(call, maxBytes);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static JsonObject Headers(HttpResponseMessage response)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            // A cookie is a credential, and outputs are kept.
            if (!name.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = string.Join(", ", values);
            }
        }

        return headers;
    }

    private JsonNode? Body(HttpContent content, byte[] bytes)
    {
        var type = content.Headers.ContentType;
        var media = type?.MediaType ?? "text/plain";
        if (bytes.Length == 0)
        {
            return null;
        }

        if (media.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            return Json(bytes);
        }

        return IsText(media)
            ? Charset(type?.CharSet).GetString(bytes)
            : new JsonObject { ["media_type"] = media, ["base64"] = Convert.ToBase64String(bytes) };
    }

    private JsonNode? Json(byte[] bytes)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            using var document = JsonDocument.Parse(bytes.AsMemory(start), JsonLimits);
            return JsonSerializer.SerializeToNode(document.RootElement);
        }
        catch (JsonException)
        {
            throw HttpErrors.BodyUnreadable(call);
        }
    }

    private static bool IsText(string media) =>
        media.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || media.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
        || media.EndsWith("javascript", StringComparison.OrdinalIgnoreCase)
        || media.EndsWith("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static Encoding Charset(string? name)
    {
        try
        {
            return name is null ? Encoding.UTF8 : Encoding.GetEncoding(name.Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
