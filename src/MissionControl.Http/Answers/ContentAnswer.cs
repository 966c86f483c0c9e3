using System.Text;
using Microsoft.AspNetCore.Http;

namespace MissionControl.Http.Answers;

/// <summary>Content that somebody made: typed by us, never sniffed, never run, never part of our own pages.</summary>
internal sealed class ContentAnswer : IResult
{
    private readonly byte[] _body;
    private readonly string _mediaType;
    private readonly string? _tag;
    private readonly string? _fileName;

    private ContentAnswer(byte[] body, string mediaType, string? tag, string? fileName) => (_body, _mediaType, _tag, _fileName) = (body, mediaType, tag, fileName);

    public static IResult Text(string text, string mediaType, string? tag = null, string? fileName = null) =>
        new ContentAnswer(Encoding.UTF8.GetBytes(text), $"{mediaType}; charset=utf-8", tag, fileName);

    /// <param name="fileName">Letters, digits, '.', '_' and '-' only. Null: it is shown.</param>
    public static IResult Bytes(byte[] body, string mediaType, string? tag = null, string? fileName = null) => new ContentAnswer(body, mediaType, tag, fileName);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        // Without origin, scripts and requests, whatever the content holds.
        answer.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
        if (_fileName is not null)
        {
            answer.Headers.ContentDisposition = $"attachment; filename=\"{_fileName}\"";
        }

        var tag = $"\"{_tag ?? Wire.Sha256(_body)}\"";
        answer.Headers.ETag = tag;
        answer.Headers.CacheControl = "private, no-cache";
        if (EntityTags.Match(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            answer.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        answer.ContentType = _mediaType;
        answer.ContentLength = _body.Length;
        await answer.Body.WriteAsync(_body, httpContext.RequestAborted);
    }
}
