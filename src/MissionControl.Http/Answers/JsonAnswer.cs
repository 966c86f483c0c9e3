using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Answers;

/// <summary>JSON in the dialect of <see cref="Wire"/>. With a tag, a client that has this very answer gets 304 and no body.</summary>
public sealed class JsonAnswer : IResult
{
    public const string MediaType = "application/json";

    private readonly byte[] _body;
    private readonly int _status;
    private readonly string? _location;
    private readonly string? _tag;
    private readonly bool _tagged;

    private JsonAnswer(byte[] body, int status, string? location, string? tag, bool tagged) => (_body, _status, _location, _tag, _tagged) = (body, status, location, tag, tagged);

    public static IResult Of<T>(T value, int status = 200, string? location = null) => new JsonAnswer(Wire.SerializeToUtf8Bytes(value), status, location, null, tagged: false);

    /// <summary>For what is polled.</summary>
    /// <param name="tag">A strong name of the state that is told; null: the hash of the answer.</param>
    public static IResult Tagged<T>(T value, string? tag = null) => new JsonAnswer(Wire.SerializeToUtf8Bytes(value), 200, null, tag, tagged: true);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        if (_location is not null)
        {
            answer.Headers.Location = _location;
        }

        if (_tagged)
        {
            var tag = $"\"{_tag ?? Convert.ToHexStringLower(SHA256.HashData(_body).AsSpan(0, 16))}\"";
            answer.Headers.ETag = tag;
            answer.Headers.CacheControl = "private, no-cache";
            if (EntityTags.Match(httpContext.Request.Headers.IfNoneMatch, tag))
            {
                answer.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        answer.StatusCode = _status;
        answer.ContentType = MediaType;
        answer.ContentLength = _body.Length;
        await answer.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
