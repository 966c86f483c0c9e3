using System.Net;
using System.Text.RegularExpressions;
using MissionControl.Http.Channels;

namespace MissionControl.Http.Links;

/// <summary>A browser as far as these pages need one: it opens a page, keeps its cookie, and sends its form.</summary>
internal sealed partial class PageClient(ChannelServer server, string token)
{
    public string? Cookie { get; set; }

    public string Mark { get; set; } = "";

    public string Token { get; set; } = token;

    public async Task<Reply> OpenAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, $"/approvals/{Token}"));
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        var page = await server.SendAsync(request);
        if (page.Headers.TryGetValue("Set-Cookie", out var set))
        {
            Cookie = set.Split(';')[0];
        }

        Mark = MarkField().Match(page.Body) is { Success: true } found ? found.Groups[1].Value : Mark;
        return page;
    }

    public async Task<Reply> DecideAsync(string decision, string comment = "", params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, $"/approvals/{Token}"))
        {
            Content = new FormUrlEncodedContent(
            [
                new(LinkForm.MarkField, Mark),
                new(LinkForm.DecisionField, decision),
                new(LinkForm.CommentField, comment),
                .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
            ]),
        };
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        return await server.SendAsync(request);
    }

    /// <summary>Finds the link in a text.</summary>
    public static PageClient FromText(ChannelServer server, string text) => new(server, Link().Match(WebUtility.HtmlDecode(text)).Groups[1].Value);

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex MarkField();

    [GeneratedRegex(@"/approvals/([A-Za-z0-9._-]+)")]
    private static partial Regex Link();
}
