using MissionControl.Access;

namespace MissionControl.Http.Missions;

public sealed class MissionCatalogueTests
{
    private static readonly string Second = Documents.Echo.Replace("\"name\": \"Echo\"", "\"name\": \"Echo again\"", StringComparison.Ordinal);

    [Fact]
    public async Task Versions_OfAMission_AreAllKeptAndStartable()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);

        var first = await client.SendAsync("PUT", "/api/missions/echo", Documents.Echo);
        var same = await client.SendAsync("PUT", "/api/missions/echo", Documents.Echo);
        var second = await client.SendAsync("PUT", "/api/missions/echo", Second);

        Assert.Equal((201, 1, 200, 1, 201, 2), (first.Status, Version(first), same.Status, Version(same), second.Status, Version(second)));
        var newest = (await client.SendAsync("GET", "/api/missions/echo")).Json;
        Assert.Equal(("Echo again", 2), ((string?)newest["document"]!["name"], newest["versions"]!.AsArray().Count));
        Assert.Equal("Echo", (string?)(await client.SendAsync("GET", "/api/missions/echo?version=1")).Json["document"]!["name"]);
        var started = await client.SendAsync("POST", "/api/missions/echo/runs?version=1", """{"inputs": {"label": "x"}}""");
        Assert.Equal(first.Headers["ETag"].Trim('"'), (string?)(await client.SendAsync("GET", $"/api/runs/{(string?)started.Json["run_id"]}")).Json["definition_sha256"]);
        Assert.Equal(404, (await client.SendAsync("POST", "/api/missions/echo/runs?version=3")).Status);
    }

    [Fact]
    public async Task Put_OnTopOfAnotherVersionThanExpected_SavesNothing()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        var first = await client.SendAsync("PUT", "/api/missions/echo", Documents.Echo, headers: ("If-None-Match", "*"));
        await client.SendAsync("PUT", "/api/missions/echo", Second, headers: ("If-Match", first.Headers["ETag"]));

        var stale = await client.SendAsync("PUT", "/api/missions/echo", Documents.Echo, headers: ("If-Match", first.Headers["ETag"]));
        var taken = await client.SendAsync("PUT", "/api/missions/echo", Documents.Echo, headers: ("If-None-Match", "*"));

        Assert.Equal((412, "precondition_failed", 412), (stale.Status, stale.Code, taken.Status));
        Assert.Equal(2, (int?)(await client.SendAsync("GET", "/api/missions/echo")).Json["version"]);
    }

    [Fact]
    public async Task Put_UnderAnotherIdThanItsOwn_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);

        Assert.Equal(["/mission_id"], (await client.SendAsync("PUT", "/api/missions/other", Documents.Echo)).Pointers);
    }

    [Fact]
    public async Task Validation_OfADocumentWithFaults_NamesEveryOneWithItsPlace()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);
        var wrong = Documents.Echo.Replace("\"tool_name\": \"echo\"", "\"tool_name\": \"nothing\"", StringComparison.Ordinal).Replace("\"hops\"", "\"hpos\": 1, \"hops\"", StringComparison.Ordinal);

        var refused = await client.SendAsync("POST", "/api/missions/validate", wrong);

        Assert.Equal(422, refused.Status);
        Assert.Contains("/hpos", refused.Pointers);
        Assert.Contains("/hops/0/steps/0/tool_name", refused.Pointers);
        Assert.Equal("label", (string?)(await client.SendAsync("POST", "/api/missions/validate", Documents.Echo)).Json["inputs"]![0]!["id"]);
    }

    private static int? Version(Answer answer) => (int?)answer.Json["version"];
}
