using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using MissionControl.Steps;

namespace MissionControl.Tools.Mail.Gmail;

public sealed class GmailSearchTests
{
    private const string Token = "ya29.very-secret";

    [Fact]
    public async Task Search_OverSeveralPages_ReadsEveryMessageWithItsLabels()
    {
        await using var gmail = new GmailServer(Answer);

        var found = await SearchAsync(gmail, """{"query": "label:customer-feedback", "date_filter": "last_30_days"}""");

        Assert.Equal(["m1", "m2", "m3"], found["emails"]!.AsArray().Select(email => (string)email!["id"]!));
        Assert.Equal("""["INBOX","customer-feedback"]""", found["emails"]![0]!["labels"]!.ToJsonString());
        Assert.Equal("body of m2", (string)found["emails"]![1]!["body"]!);
        Assert.Equal("2026-02-28T09:00:00+00:00", (string)found["emails"]![2]!["date"]!);
        Assert.Equal(
            """[{"file":"m4","reason":"It was deleted during the search."},{"file":"m5","reason":"It has no header fields."}]""",
            found["skipped"]!.ToJsonString(Wire.Options));
    }

    [Fact]
    public async Task Search_WithADateRange_SendsItInSecondsCountedFromTheRunsStart()
    {
        await using var gmail = new GmailServer(Answer);

        await SearchAsync(gmail, """{"query": "label:customer-feedback has:attachment", "date_filter": "last_30_days"}""");

        // The run started at 2026-03-01T08:00:00Z; thirty days before is 2026-01-30T08:00:00Z.
        Assert.Equal("/gmail/v1/users/me/messages?q=label:customer-feedback has:attachment after:1769760000 before:1772352001&maxResults=500", gmail.Requests[0]);
        Assert.Equal("/gmail/v1/users/me/messages?q=label:customer-feedback has:attachment after:1769760000 before:1772352001&maxResults=500&pageToken=p 2", gmail.Requests[1]);
    }

    [Fact]
    public async Task Search_WithFewerResultsWanted_AsksForNoMore()
    {
        await using var gmail = new GmailServer(Answer);

        var found = await SearchAsync(gmail, """{"query": "", "max_results": 2}""");

        Assert.Equal(2, found["emails"]!.AsArray().Count);
        Assert.Equal("/gmail/v1/users/me/messages?q=&maxResults=2", gmail.Requests[0]);
        Assert.DoesNotContain(gmail.Requests, request => request.Contains("pageToken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, "{}", "http_400", false)]
    [InlineData(401, """{"error": {"message": "Invalid token ya29.very-secret"}}""", "http_401", false)]
    [InlineData(403, """{"error": {"errors": [{"reason": "insufficientPermissions"}]}}""", "http_403", false)]
    [InlineData(403, """{"error": {"errors": [{"reason": "userRateLimitExceeded"}]}}""", "http_403", true)]
    [InlineData(404, "{}", "http_404", false)]
    [InlineData(429, "slow down", "http_429", true)]
    [InlineData(500, "<html>", "http_500", true)]
    [InlineData(503, "", "http_503", true)]
    [InlineData(302, "http://127.0.0.1:9/elsewhere", "http_302", false)]
    [InlineData(200, "not json", "bad_response", true)]
    [InlineData(200, "[]", "bad_response", true)]
    [InlineData(200, """{"messages": [{"no": "id"}]}""", "bad_response", true)]
    public async Task Refusal_OfGmail_IsNamedWithoutTheToken(int status, string body, string errorType, bool retryable)
    {
        await using var gmail = new GmailServer(_ => (status, body));

        var error = await FailAsync(gmail.Address, Token);

        Assert.Equal((errorType, retryable), (error.ErrorType, error.Retryable));
        Assert.DoesNotContain("very-secret", error.ToString(), StringComparison.Ordinal);
        Assert.Single(gmail.Requests);
    }

    [Fact]
    public async Task Gmail_ThatCannotBeReached_IsANetworkErrorWorthARetry()
    {
        var gmail = new GmailServer(Answer);
        await gmail.DisposeAsync();

        var error = await FailAsync(gmail.Address, Token);

        Assert.Equal(("network_error", true), (error.ErrorType, error.Retryable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\\nbreak")]
    public async Task Token_ThatCannotBeOne_IsRefusedBeforeAnyRequest(string token)
    {
        await using var gmail = new GmailServer(Answer);

        var error = await FailAsync(gmail.Address, token);

        Assert.Equal("bad_parameter", error.ErrorType);
        Assert.Empty(gmail.Requests);
    }

    [Fact]
    public async Task Address_WithoutEncryption_IsRefusedUnlessItIsThisMachine()
    {
        var error = await FailAsync(new Uri("http://mail.example.com"), Token);

        Assert.Contains("Use https", error.Message, StringComparison.Ordinal);
    }

    private static (int Status, string Body) Answer(HttpListenerRequest request)
    {
        if (request.Headers["Authorization"] != "Bearer " + Token)
        {
            return (401, "{}");
        }

        var path = request.Url!.AbsolutePath.Replace("/gmail/v1/users/me/", "", StringComparison.Ordinal);
        return path switch
        {
            "labels" => (200, """{"labels": [{"id": "Label_7", "name": "customer-feedback"}, {"id": "INBOX", "name": "INBOX"}]}"""),
            "messages" when request.QueryString["pageToken"] is null => (200, """{"messages": [{"id": "m3"}, {"id": "m2"}], "nextPageToken": "p 2"}"""),
            "messages" => (200, """{"messages": [{"id": "m1"}, {"id": "m4"}, {"id": "m5"}]}"""),
            "messages/m1" => Raw(Letter.Write("x1", date: "Fri, 20 Feb 2026 10:00:00 +0000", body: "body of m1")),
            "messages/m2" => Raw(Letter.Write("x2", date: "Sun, 22 Feb 2026 10:00:00 +0000", body: "body of m2")),
            "messages/m3" => Raw(Letter.Write("x3", date: "no date at all", body: "body of m3")),
            "messages/m5" => Raw("no header"u8.ToArray()),
            _ => (404, "{}"),
        };
    }

    private static (int Status, string Body) Raw(byte[] message) =>
        (200, new JsonObject { ["raw"] = Base64Url.EncodeToString(message), ["labelIds"] = new JsonArray("INBOX", "Label_7"), ["internalDate"] = "1772269200000" }.ToJsonString());

    private static Task<JsonObject> SearchAsync(GmailServer gmail, string parameters)
    {
        var values = JsonNode.Parse(parameters)!.AsObject();
        values["source"] = "gmail";
        values["token"] = Token;
        return new ToolCall().RunAsync(Tool(gmail.Address), values.ToJsonString());
    }

    private static Task<ToolException> FailAsync(Uri address, string token) =>
        new ToolCall().FailAsync(Tool(address), $$"""{"query": "", "source": "gmail", "token": "{{token}}"}""");

    private static MailSearchTool Tool(Uri address)
    {
        var options = new MailOptions { GmailAddress = address };
        return new MailSearchTool(options, new GmailClient(options));
    }
}
