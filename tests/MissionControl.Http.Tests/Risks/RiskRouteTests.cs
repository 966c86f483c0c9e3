using MissionControl.Access;
using MissionControl.Http.Transfers;
using MissionControl.Testing;

namespace MissionControl.Http.Risks;

public sealed class RiskRouteTests
{
    [Fact]
    public async Task Risks_ReadPageByPage_AreAllAndLatestFirst()
    {
        await using var server = await StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);
        var paged = new List<string>();
        var path = "/api/risks?limit=2";
        while (path is not null)
        {
            var page = (await client.SendAsync("GET", path)).Json;
            paged.AddRange(page["events"]!.AsArray().Select(risk => (string)risk!["event_id"]!));
            path = (string?)page["cursor"] is { } cursor ? $"/api/risks?limit=2&cursor={cursor}" : null!;
        }

        var all = (await client.SendAsync("GET", "/api/risks?limit=500")).Json["events"]!.AsArray();
        Assert.Equal(all.Select(risk => (string)risk!["event_id"]!), paged);
        Assert.Equal(all.Select(risk => (string?)risk!["detected_at"]).OrderDescending(), all.Select(risk => (string?)risk!["detected_at"]));
    }

    [Fact]
    public async Task Cursor_OfOtherFilters_IsRefused()
    {
        await using var server = await StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);
        var cursor = (string?)(await client.SendAsync("GET", "/api/risks?limit=1")).Json["cursor"];

        Assert.Equal(400, (await client.SendAsync("GET", $"/api/risks?limit=1&open=true&cursor={cursor}")).Status);
    }

    [Fact]
    public async Task Risks_ByTheirStateAndMission_AreThoseAlone()
    {
        await using var server = await StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        var open = (await client.SendAsync("GET", "/api/risks?open=true")).Json["events"]!.AsArray();
        var closed = (await client.SendAsync("GET", "/api/risks?open=false&mission=motor-claims")).Json["events"]!.AsArray();

        Assert.All(open, risk => Assert.NotEqual("closed", (string?)risk!["status"]));
        Assert.All(closed, risk => Assert.Equal(("closed", "motor-claims"), ((string?)risk!["status"], (string?)risk["mission_id"])));
        Assert.NotEmpty(open);
    }

    [Fact]
    public async Task Risk_ClosedByTwoCallers_KeepsTheFirst()
    {
        await using var server = await StartAsync();
        using var ann = await server.ClientAsync(Role.Operator);
        using var bob = await server.ClientAsync();
        bob.DefaultRequestHeaders.Authorization = new("Bearer", await server.KeyAsync("bob", "Bob", Role.Operator));
        var id = (string?)(await ann.SendAsync("GET", "/api/risks?open=true")).Json["events"]![0]!["event_id"];

        var known = await bob.SendAsync("POST", $"/api/risks/{id}/acknowledge");
        var closed = await ann.SendAsync("POST", $"/api/risks/{id}/close", """{"reason": "over"}""");
        var again = await ann.SendAsync("POST", $"/api/risks/{id}/close", """{"reason": "over"}""");
        var late = await bob.SendAsync("POST", $"/api/risks/{id}/close", """{"reason": "mine"}""");

        Assert.Equal(("acknowledged", "Bob"), ((string?)known.Json["status"], (string?)known.Json["acknowledged_by"]));
        Assert.Equal(("closed", "Ann", "over"), ((string?)closed.Json["status"], (string?)closed.Json["closed_by"], (string?)closed.Json["reason"]));
        Assert.Equal((200, closed.Text), (again.Status, again.Text));
        Assert.Equal((409, "risk_closed", "Ann"), (late.Status, late.Code, (string?)late.Json["current"]!["closed_by"]));
    }

    [Theory]
    [InlineData("{}", 422)]
    [InlineData("""{"reason": " "}""", 422)]
    [InlineData("""{"reason": "over", "by": "Zoe"}""", 403)]
    [InlineData("""{"resaon": "over"}""", 422)]
    public async Task Close_WithoutAReasonOrInAnotherName_ChangesNothing(string body, int status)
    {
        await using var server = await StartAsync();
        using var client = await server.ClientAsync(Role.Operator);
        var before = (await client.SendAsync("GET", "/api/risks?open=true")).Text;
        var id = (string?)(await client.SendAsync("GET", "/api/risks?open=true")).Json["events"]![0]!["event_id"];

        Assert.Equal(status, (await client.SendAsync("POST", $"/api/risks/{id}/close", body)).Status);
        Assert.Equal(before, (await client.SendAsync("GET", "/api/risks?open=true")).Text);
    }

    [Fact]
    public async Task Close_OfARiskThatIsNotThere_Is404()
    {
        await using var server = await StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        Assert.Equal((404, "risk_not_found"), ((await client.SendAsync("POST", "/api/risks/none/close", """{"reason": "over"}""")) is var refused ? refused.Status : 0, refused.Code));
    }

    private static async Task<ApiServer> StartAsync()
    {
        var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Repository.PathTo("data", "reference")));
        return server;
    }
}
