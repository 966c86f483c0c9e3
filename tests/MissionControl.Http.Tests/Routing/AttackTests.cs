using System.Net.Sockets;
using System.Text;
using MissionControl.Access;

namespace MissionControl.Http.Routing;

/// <summary>What a hostile caller tries, with a valid key where that helps.</summary>
public sealed class AttackTests
{
    [Theory]
    [InlineData("/api/runs/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/runs/%2e%2e%2f%2e%2e")]
    [InlineData("/api/runs/a%00b")]
    [InlineData("/api/runs/a%0d%0aX-Evil:1")]
    [InlineData("/api/runs/a/assets/..%5c..%5chub.db")]
    [InlineData("/api/runs/a'%20OR%201=1--")]
    [InlineData("/api/missions/..%2f..%2fsecret")]
    [InlineData("/api/missions/%ff%fe")]
    [InlineData("/api/approvals/a~..%2f")]
    [InlineData("/api/runs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Path_ThatLeadsElsewhere_IsNoIdAndReadsNothing(string path)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin, Role.Operator);

        var refused = await client.SendAsync("GET", path);

        Assert.Contains(refused.Status, new[] { 400, 404 });
        Assert.False(refused.Headers.ContainsKey("X-Evil"));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evil.example:80")]
    public async Task Host_OfAnotherSite_IsRefusedBeforeAnythingElse(string host)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        var refused = await client.SendAsync("GET", "/api/runs", headers: ("Host", host));

        Assert.Equal((400, "unknown_host"), (refused.Status, refused.Code));
        Assert.DoesNotContain("evil", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LargerThanTheRouteTakes_IsRefusedWhateverItsLengthClaims()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator, Role.Approver);
        var large = $$"""{"reason": "{{new string('x', (int)ApiRoute.SmallBody)}}"}""";

        Assert.Equal(413, (await client.SendAsync("POST", "/api/runs/a/suspend", large)).Status);

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/runs/a/suspend") { Content = new StreamContent(new UnknownLength(large)) };
        chunked.Content.Headers.ContentType = new("application/json");
        Assert.Equal(413, (int)(await client.SendAsync(chunked)).StatusCode);
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"a\":", 50_000)]
    public async Task Body_NestedDeeply_IsRefused(string opening, int depth)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator, Role.Admin);
        var nested = string.Concat(Enumerable.Repeat(opening, depth));

        Assert.Equal(400, (await client.SendAsync("POST", "/api/runs", nested)).Status);
        Assert.Contains((await client.SendAsync("PUT", "/api/missions/echo", nested)).Status, new[] { 400, 422 });
        Assert.Equal(400, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: $", \"run_id\": {string.Concat(Enumerable.Repeat("[", 100))}{string.Concat(Enumerable.Repeat("]", 100))}"))).Status);
    }

    [Fact]
    public async Task Body_WithAMemberTwice_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        Assert.Equal(400, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"a\", \"run_id\": \"b\""))).Status);
    }

    [Fact]
    public async Task Body_OfAForm_IsNoJson()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator, Role.Approver);

        // A page of another site can send forms and plain text without asking first.
        Assert.Equal(415, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo), "text/plain")).Status);
        Assert.Equal(415, (await client.SendAsync("POST", "/api/approvals/a~hop~say~1/decision", "decision=approve", "application/x-www-form-urlencoded")).Status);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("hop_notice")]
    [InlineData("cancel")]
    public async Task Event_OfTheOrchestratorsOwn_CannotBeForged(string name)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();

        Assert.Equal(403, (await client.SendAsync("POST", $"/api/runs/a/events/{name}", "{}")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/api/runs/a/events/a~hop~say~1", "{}")).Status);
        Assert.Equal("awaiting_approval", (string?)(await server.AtRestAsync(client, "a"))["status"]);
    }

    [Fact]
    public async Task Data_ThatTheCallerNames_IsNotReadFromTheServersDisk()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin, Role.Operator);

        Assert.Equal(403, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"data_directory\": \"/etc\""))).Status);
    }

    [Fact]
    public async Task Html_InTextsOfAMission_StaysTextWhereverItIsShown()
    {
        const string Evil = "<script>alert(1)</script>";
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        var mission = Documents.Echo.Replace("\"name\": \"Echo\"", $"\"name\": \"{Evil}\"", StringComparison.Ordinal);
        await client.SendAsync("POST", "/api/runs", Documents.Start(mission, Evil, ", \"run_id\": \"a\""));
        await server.Runtime.WhenIdleAsync();

        foreach (var path in new[] { "report?format=html", "report?format=md", "report?format=json", "assets/said", "graph", "history" })
        {
            var answer = await client.SendAsync("GET", $"/api/runs/a/{path}");
            Assert.Equal(200, answer.Status);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Contains("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.False(answer.MediaType == "text/html" && answer.Text.Contains("<script", StringComparison.OrdinalIgnoreCase), path);
        }

        Assert.StartsWith("attachment", (await client.SendAsync("GET", "/api/runs/a/assets/said")).Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_WhateverItWas_TellsNoSecretAndNoStack()
    {
        await using var server = await ApiServer.StartAsync(api => api with { Missions = null! });
        var key = await server.KeyAsync("viewer", null, Role.Viewer);
        using var client = await server.ClientAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        var failed = await client.SendAsync("GET", "/api/runs");

        Assert.Equal((500, "unexpected"), (failed.Status, failed.Code));
        Assert.NotNull((string?)failed.Json["trace_id"]);
        Assert.DoesNotContain(key, failed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_OfAnotherMethod_NamesThoseThatItTakes()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        var refused = await client.SendAsync("PATCH", "/api/runs");

        Assert.Equal((405, "method_not_allowed", "GET, POST"), (refused.Status, refused.Code, refused.Headers["Allow"]));
        Assert.Equal((404, "route_not_found"), ((await client.SendAsync("GET", "/nowhere")).Status, (await client.SendAsync("GET", "/nowhere")).Code));
    }

    [Fact]
    public async Task Request_SmuggledBehindAnother_IsNotAnswered()
    {
        await using var server = await ApiServer.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        socket.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);

        Assert.DoesNotContain("alive", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private sealed class UnknownLength(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
