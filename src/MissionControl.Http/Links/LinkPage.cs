using System.Text;
using Microsoft.AspNetCore.Http;
using MissionControl.Http.Channels;

namespace MissionControl.Http.Links;

/// <summary>One page of HTML. What is put into it is markup of ours; foreign text has gone through <see cref="Markup"/> before.</summary>
internal sealed class LinkPage(int status, string title, string content) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex, nofollow">
            <title>{Markup.Text(title)}</title>
            <style>{LinkStyle.Css}</style>
            </head>
            <body>
            <main>
            <p class="brand">Mission Control</p>
            {content}
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n"));
        var answer = httpContext.Response;
        answer.StatusCode = status;
        answer.ContentType = "text/html; charset=utf-8";
        answer.ContentLength = html.Length;
        answer.Headers.ContentSecurityPolicy = LinkStyle.ContentPolicy;
        await answer.Body.WriteAsync(html, httpContext.RequestAborted);
    }

    /// <summary>A page that says why there is nothing to decide.</summary>
    public static LinkPage Saying(int status, string title, string sentence) => new(status, title, $"""
        <section class="card">
        <h1>{Markup.Text(title)}</h1>
        <p>{Markup.Text(sentence)}</p>
        </section>
        """);
}
