using System.Net;

namespace MissionControl.Tools.Web;

public sealed class RedirectTests
{
    private static readonly HttpToolOptions Local = new() { AllowPrivateAddresses = true };

    [Fact]
    public async Task Redirect_SameOrigin_KeepsTheHeaders()
    {
        using var server = new LocalServer(request => request.StartsWith("GET /old", StringComparison.Ordinal)
            ? LocalServer.Redirect("302 Found", "/new")
            : LocalServer.Response("200 OK", "text/plain", "here"));

        var outputs = await new ToolCall().RunAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}/old","headers":{"Authorization":"t"} }""");

        Assert.Equal("here", outputs["body"]!.GetValue<string>());
        Assert.StartsWith("GET /new", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("Authorization: t", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_OtherOrigin_GetsNoHeaders()
    {
        using var other = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", "there"));
        using var server = new LocalServer(_ => LocalServer.Redirect("302 Found", other.Url + "/"));

        await new ToolCall().RunAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}","headers":{"Authorization":"t","X-Api-Key":"k"} }""");

        Assert.DoesNotContain("Authorization", other.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("X-Api-Key", other.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("303 See Other", "GET")]
    [InlineData("302 Found", "GET")]
    [InlineData("307 Temporary Redirect", "POST")]
    [InlineData("308 Permanent Redirect", "POST")]
    public async Task Redirect_OfAWrite_GoesOnAsTheStatusSays(string status, string method)
    {
        using var server = new LocalServer(request => request.Contains(" /old ", StringComparison.Ordinal)
            ? LocalServer.Redirect(status, "/new")
            : LocalServer.Response("200 OK", "text/plain", ""));

        await new ToolCall().RunAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}/old","method":"POST","body":"b"}""");

        Assert.StartsWith($"{method} /new", server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(method == "POST", server.Requests[1].EndsWith("\r\n\r\nb", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_OfAWriteToAnotherOrigin_IsRefused()
    {
        using var other = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", ""));
        using var server = new LocalServer(_ => LocalServer.Redirect("307 Temporary Redirect", other.Url));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}","method":"POST","body":"b"}""");

        Assert.Equal("http_redirect_refused", error.ErrorType);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Redirect_InACircle_EndsAtTheLimit()
    {
        using var server = new LocalServer(_ => LocalServer.Redirect("302 Found", "/again"));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("http_redirect_refused", error.ErrorType);
        Assert.Contains("more than 5 times", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user:pass@127.0.0.1/")]
    public async Task Redirect_ToNoWebAddress_IsRefused(string location)
    {
        using var server = new LocalServer(_ => LocalServer.Redirect("302 Found", location));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("http_redirect_refused", error.ErrorType);
    }

    [Fact]
    public async Task Redirect_ToAHostThatIsNotAllowed_IsRefused()
    {
        using var server = new LocalServer(_ => LocalServer.Redirect("302 Found", "http://internal.example/"));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local with { AllowedHosts = ["127.0.0.1"] }), $$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("http_host_refused", error.ErrorType);
        Assert.Contains("'internal.example'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirect_FromHttpsToHttp_IsRefused()
    {
        var call = new HttpCall(HttpMethod.Get, new Uri("https://a.example/"), new Dictionary<string, string>(), null, "k");
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri("http://a.example/");

        var error = Assert.Throws<MissionControl.Steps.ToolException>(() => Redirect.Next(call, response));

        Assert.Equal("http_redirect_refused", error.ErrorType);
    }
}
