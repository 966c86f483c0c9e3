using System.Text.Json.Nodes;
using MissionControl.Access;

namespace MissionControl.Http.Runs;

public sealed class RunListTests
{
    [Fact]
    public async Task Pages_WhileRunsStartAndEnd_NeitherSkipNorRepeat()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        for (var i = 0; i < 23; i++)
        {
            await StartAsync(client, $"old-{i}");
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await client.SendAsync("GET", $"/api/runs?limit=5{(cursor is null ? "" : $"&cursor={cursor}")}")).Json;
            seen.AddRange(page["runs"]!.AsArray().Select(run => (string)run!["run_id"]!));
            cursor = (string?)page["cursor"];
            await StartAsync(client, $"new-{seen.Count}");
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"old-{22 - i}"), seen);
    }

    [Fact]
    public async Task Cursor_AlteredOrOfAnotherList_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await StartAsync(client, "a");
        await StartAsync(client, "b");
        var cursor = (string)(await client.SendAsync("GET", "/api/runs?limit=1")).Json["cursor"]!;

        foreach (var wrong in new[] { $"{cursor[..^1]}{(cursor[^1] == 'A' ? 'B' : 'A')}", cursor + "AAAA", "x", new string('A', 2000), "%00", "../../etc", $"{cursor}&status=running" })
        {
            Assert.Equal(400, (await client.SendAsync("GET", $"/api/runs?limit=1&cursor={wrong}")).Status);
        }
    }

    [Fact]
    public async Task Filters_OfStatusMissionAndTime_SelectTheirRuns()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await StartAsync(client, "a");
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Asked, more: ", \"run_id\": \"b\""));
        await server.Runtime.WhenIdleAsync();
        var created = (string)(await client.SendAsync("GET", "/api/runs/b")).Json["created_at"]!;

        Assert.Equal("b", await OnlyAsync(client, "status=awaiting_approval"));
        Assert.Equal("a", await OnlyAsync(client, "mission=echo"));
        Assert.Equal("b", await OnlyAsync(client, $"from={Uri.EscapeDataString(created)}"));
        Assert.Equal("a", await OnlyAsync(client, $"before={Uri.EscapeDataString(created)}"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1000000")]
    [InlineData("status=done")]
    [InlineData("form=2026-01-01")]
    [InlineData("from=yesterday")]
    [InlineData("mission=a&mission=b")]
    public async Task Query_ThatTheListDoesNotKnow_IsRefused(string query)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        var refused = await client.SendAsync("GET", $"/api/runs?{query}");

        Assert.Equal((400, "invalid_query"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Poll_OfWhatDidNotChange_GetsNoBody()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        await StartAsync(client, "a");
        await server.Runtime.WhenIdleAsync();
        var first = await client.SendAsync("GET", "/api/runs/a?hops=true");

        var again = await client.SendAsync("GET", "/api/runs/a?hops=true", headers: ("If-None-Match", first.Headers["ETag"]));

        Assert.Equal((304, ""), (again.Status, again.Text));
        Assert.Equal(200, (await client.SendAsync("GET", "/api/runs/a", headers: ("If-None-Match", "\"other\""))).Status);
    }

    private static async Task<string> OnlyAsync(HttpClient client, string query) =>
        (string)Assert.Single<JsonNode?>((await client.SendAsync("GET", $"/api/runs?{query}")).Json["runs"]!.AsArray())!["run_id"]!;

    private static async Task StartAsync(HttpClient client, string runId) =>
        Assert.Equal(202, (await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: $", \"run_id\": \"{runId}\""))).Status);
}
