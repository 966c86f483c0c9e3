using System.Text.Json.Nodes;

namespace MissionControl.Tools.Web;

public sealed class HttpRequestToolTests
{
    private static readonly HttpToolOptions Local = new() { AllowPrivateAddresses = true };

    [Fact]
    public async Task HttpRequest_JsonResponse_IsParsed()
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "application/json; charset=utf-8", """{"a":[1,"ü"]}""", "X-Rate: 5\r\nSet-Cookie: session=1\r\n"));

        var outputs = await CallAsync($$"""{"url":"{{server.Url}}/a?b=1"}""");

        Assert.Equal(200, outputs["status"]!.GetValue<int>());
        Assert.Equal("ü", outputs["body"]!["a"]![1]!.GetValue<string>());
        Assert.Equal("5", outputs["headers"]!["x-rate"]!.GetValue<string>());
        Assert.Null(outputs["headers"]!["set-cookie"]);
        Assert.StartsWith("GET /a?b=1 HTTP/1.1\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Idempotency-Key", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "grün", "\"grün\"")]
    [InlineData("text/plain; charset=no-such", "x", "\"x\"")]
    [InlineData("application/xml", "<a/>", "\"<a/>\"")]
    [InlineData("application/problem+json", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("application/octet-stream", "ab", """{"media_type":"application/octet-stream","base64":"YWI="}""")]
    [InlineData("application/json", "", "null")]
    public async Task HttpRequest_Body_IsReadAsItsTypeSays(string type, string body, string expected)
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", type, body));

        var outputs = await CallAsync($$"""{"url":"{{server.Url}}"}""");

        Assert.Equal(expected, outputs["body"]?.ToJsonString(Wire.Options) ?? "null");
    }

    [Theory]
    [InlineData("POST", """{"a":1}""", "Content-Type: application/json; charset=utf-8", "{\"a\":1}")]
    [InlineData("PUT", "\"plain\"", "Content-Type: text/plain; charset=utf-8", "plain")]
    [InlineData("DELETE", "null", "Content-Length: 0", "")]
    public async Task HttpRequest_Write_SendsBodyHeadersAndKey(string method, string body, string header, string sent)
    {
        using var server = new LocalServer(_ => LocalServer.Response("201 Created", "text/plain", ""));

        var outputs = await CallAsync($$"""{"url":"{{server.Url}}","method":"{{method}}","body":{{body}},"headers":{"X-A":"b"} }""");

        Assert.Equal(201, outputs["status"]!.GetValue<int>());
        var request = server.Requests[0];
        Assert.StartsWith($"{method} / HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: run-1/hop1#1/step1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-A: b\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + sent, request, StringComparison.Ordinal);
        if (method != "DELETE")
        {
            Assert.Contains(header, request, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task HttpRequest_OwnContentTypeAndKey_WinOverTheDefaults()
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", "x"));

        await CallAsync($$"""{"url":"{{server.Url}}","method":"POST","body":"a=b","headers":{"content-type":"application/x-www-form-urlencoded","Idempotency-Key":"mine"} }""");

        Assert.Contains("content-type: application/x-www-form-urlencoded\r\n", server.Requests[0], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("text/plain", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key: mine\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("run-1", server.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "http_404", false)]
    [InlineData("401 Unauthorized", "http_401", false)]
    [InlineData("408 Request Timeout", "http_408", true)]
    [InlineData("429 Too Many Requests", "http_429", true)]
    [InlineData("500 Internal Server Error", "http_500", true)]
    [InlineData("503 Service Unavailable", "http_503", true)]
    [InlineData("304 Not Modified", "http_304", false)]
    public async Task HttpRequest_OtherStatus_IsAnErrorWithoutSecrets(string status, string type, bool retryable)
    {
        using var server = new LocalServer(_ => LocalServer.Response(status, "text/plain", "body-secret"));

        var error = await new ToolCall().FailAsync(
            new HttpRequestTool(Local),
            $$"""{"url":"{{server.Url}}/path-secret?q=query-secret","method":"POST","headers":{"Authorization":"header-secret"},"body":"own-secret"}""");

        Assert.Equal(type, error.ErrorType);
        Assert.Equal(retryable, error.Retryable);
        Assert.Contains("POST http://127.0.0.1 answered", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpRequest_ExpectedStatus_IsNoError()
    {
        using var server = new LocalServer(_ => LocalServer.Response("404 Not Found", "text/plain", "gone"));

        var outputs = await CallAsync($$"""{"url":"{{server.Url}}","expect_status":[200,404]}""");

        Assert.Equal(404, outputs["status"]!.GetValue<int>());
        Assert.Equal("gone", outputs["body"]!.GetValue<string>());
    }

    [Fact]
    public async Task HttpRequest_NoAnswerInTime_IsARetryableTimeout()
    {
        using var server = new LocalServer(_ => null);
        var clock = new ManualTimer();
        var running = (new ToolCall() with { Clock = clock }).FailAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}","timeout":"2s"}""");
        await clock.Asked;

        clock.Fire();

        var error = await running;
        Assert.Equal("http_timeout", error.ErrorType);
        Assert.Contains("within 2 seconds", error.Message, StringComparison.Ordinal);
        Assert.True(error.Retryable);
    }

    [Fact]
    public async Task HttpRequest_CancelledStep_IsCancelledAndNoTimeout()
    {
        using var server = new LocalServer(_ => null);
        using var stop = new CancellationTokenSource();
        var running = (new ToolCall() with { CancellationToken = stop.Token }).RunAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}"}""");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task HttpRequest_LargeResponse_IsRefused()
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "text/plain", new string('x', 101)));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local with { MaxResponseBytes = 100 }), $$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("http_response_too_large", error.ErrorType);
        Assert.False(error.Retryable);
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("<html>")]
    public async Task HttpRequest_JsonThatIsNone_IsAnError(string body)
    {
        using var server = new LocalServer(_ => LocalServer.Response("200 OK", "application/json", body));

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local), $$"""{"url":"{{server.Url}}"}""");

        Assert.Equal("http_invalid_body", error.ErrorType);
    }

    [Fact]
    public async Task HttpRequest_NobodyListens_IsARetryableError()
    {
        int port;
        using (var server = new LocalServer(_ => null))
        {
            port = server.Port;
        }

        var error = await new ToolCall().FailAsync(new HttpRequestTool(Local), $$"""{"url":"http://127.0.0.1:{{port}}/"}""");

        Assert.Equal("http_unreachable", error.ErrorType);
        Assert.True(error.Retryable);
    }

    [Theory]
    [InlineData("""{"url":"ftp://example.com/"}""", "absolute http or https")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "absolute http or https")]
    [InlineData("""{"url":"/relative"}""", "absolute http or https")]
    [InlineData("""{"url":"http://user:pass@example.com/"}""", "user name or password")]
    [InlineData("""{"url":"http://example.com","method":"TRACE"}""", "'method' must be one of")]
    [InlineData("""{"url":"http://example.com","headers":{"A\r\nB":"x"}}""", "no header name")]
    [InlineData("""{"url":"http://example.com","headers":{"":"x"}}""", "no header name")]
    [InlineData("""{"url":"http://example.com","headers":{"A":"x\r\nInjected: hidden"}}""", "'A' must be a text of printable ASCII")]
    [InlineData("""{"url":"http://example.com","headers":{"A":"ü"}}""", "printable ASCII")]
    [InlineData("""{"url":"http://example.com","headers":{"A":{"b":1}}}""", "printable ASCII")]
    [InlineData("""{"url":"http://example.com","headers":{"host":"internal"}}""", "must not set 'host'")]
    [InlineData("""{"url":"http://example.com","headers":{"Transfer-Encoding":"chunked"}}""", "must not set 'Transfer-Encoding'")]
    [InlineData("""{"url":"http://example.com","timeout":"soon"}""", "'timeout'")]
    [InlineData("""{"url":"http://example.com","expect_status":["x"]}""", "'expect_status' must be a list of numbers")]
    public async Task HttpRequest_UnfitInput_IsRefusedWithoutACall(string parameters, string message)
    {
        using var tool = new HttpRequestTool(Local, (_, _) => throw new InvalidOperationException("No name must be looked up."));

        var error = await new ToolCall().FailAsync(tool, parameters);

        Assert.Equal("invalid_parameter", error.ErrorType);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    private static async Task<JsonObject> CallAsync(string parameters)
    {
        using var tool = new HttpRequestTool(Local);
        return await new ToolCall().RunAsync(tool, parameters);
    }
}
