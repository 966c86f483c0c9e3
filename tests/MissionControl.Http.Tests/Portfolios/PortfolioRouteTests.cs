using System.Text.Json.Nodes;
using MissionControl.Access;
using MissionControl.Http.Transfers;
using MissionControl.Testing;

namespace MissionControl.Http.Portfolios;

public sealed class PortfolioRouteTests
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");

    [SharedDataFact]
    public async Task Portfolio_OfTheImportedExample_HasTheFiguresOfTheRules()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Path.Combine(Repository.SharedData, "mission-control-v2")));

        var state = (await client.SendAsync("GET", "/api/portfolio")).Json;

        var kpis = state["kpi_performance"]!.AsArray().ToDictionary(kpi => $"{kpi!["mission_id"]} {kpi["kpi"]}", kpi => $"{kpi!["improvement_pct"]} {kpi["status"]}");
        Assert.Equal(("58.0 yellow", "73.3 green"), (kpis["M001 onboarding_time_days"], kpis["M003 resolution_time_hours"]));
        Assert.Equal(("LOW", 11, "2026-02-06"), ((string?)state["verdict"], (int)state["risk_index"]!, (string?)state["portfolio_rollup"]!["snapshot_date"]));
        Assert.Equal("""{"total_count":5,"open_count":0,"closed_count":5,"by_severity":{"high":2,"medium":2,"low":1}""", state["risk_rollup"]!.ToJsonString().Split(",\"by_risk_type")[0]);
        Assert.Equal((0, -2, 33m, 9m), (
            (int)state["portfolio_rollup"]!["missions_at_risk"]!, (int)state["portfolio_rollup"]!["deltas"]!["missions_at_risk"]!,
            (decimal)state["portfolio_rollup"]!["avg_kpi_improvement_pct"]!, (decimal)state["portfolio_rollup"]!["deltas"]!["avg_kpi_improvement_pct"]!));
        Assert.Equal((0.9248m, 0.9504m), (Score(state, "T1"), Score(state, "T3")));
    }

    [SharedDataFact]
    public async Task Report_OfTheImportedExample_ShowsTheSameFiguresAsAPage()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Path.Combine(Repository.SharedData, "mission-control-v2")));

        var page = await client.SendAsync("GET", "/api/portfolio?format=html&as_of=2026-02-06");

        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        foreach (var figure in new[] { "58.0", "73.3", "0.9248", "0.9504", "+9", "−2" })
        {
            Assert.Contains(figure, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Portfolio_AskedForAgainAsOfADay_IsTheSameInEachForm()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));

        var state = (await client.SendAsync("GET", "/api/portfolio?as_of=2026-03-12&window=30d&mission=motor-claims")).Json;
        var markdown = await client.SendAsync("GET", "/api/portfolio?as_of=2026-03-12&window=30d&mission=motor-claims&format=md");

        Assert.Equal((markdown.Text, "mission"), ((string?)state["mission_report"], (string?)state["view_mode"]));
        Assert.Equal(304, (await client.SendAsync("GET", "/api/portfolio?as_of=2026-03-12&window=30d&mission=motor-claims&format=md", headers: ("If-None-Match", markdown.Headers["ETag"]))).Status);
    }

    [Theory]
    [InlineData("as_of=yesterday", 400, "as_of")]
    [InlineData("window=7", 400, "window")]
    [InlineData("window=0d", 400, "window")]
    [InlineData("format=pdf", 400, "format")]
    [InlineData("misison=a", 400, "mission")]
    [InlineData("mission=motor-claim", 404, "Did you mean 'motor-claims'?")]
    public async Task Portfolio_AskedForWrongly_SaysWhatWouldBeRight(string query, int status, string detail)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));

        var refused = await client.SendAsync("GET", $"/api/portfolio?{query}");

        Assert.Equal(status, refused.Status);
        Assert.Contains(detail, (string?)refused.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portfolio_OfAnEmptyHub_HasNoFigureWithoutData()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Viewer);

        var state = (await client.SendAsync("GET", "/api/portfolio")).Json;

        Assert.Equal(("LOW", 0), ((string?)state["verdict"], (int)state["risk_index"]!));
        Assert.Null(state["portfolio_rollup"]!["avg_kpi_improvement_pct"]);
        Assert.Equal(200, (await client.SendAsync("GET", "/api/portfolio?format=html")).Status);
    }

    [Fact]
    public async Task Snapshot_TakenOverHttp_IsListedAsTheNewestDay()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Operator);

        var taken = await client.SendAsync("POST", "/api/portfolio/snapshots");

        Assert.Equal(201, taken.Status);
        Assert.Equal(taken.Json.ToJsonString(), (await client.SendAsync("GET", "/api/portfolio/snapshots")).Json["snapshots"]![0]!.ToJsonString());
        Assert.Empty((await client.SendAsync("GET", "/api/portfolio/snapshots?until=2000-01-01")).Json["snapshots"]!.AsArray());
        Assert.Equal(400, (await client.SendAsync("GET", "/api/portfolio/snapshots?until=soon")).Status);
    }

    [Fact]
    public async Task Telemetry_OfARunAndOfAnImportedOne_HoldsWhatEachLeft()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));
        await client.SendAsync("POST", "/api/runs", Documents.Start(Documents.Echo, more: ", \"run_id\": \"own\""));
        await server.Runtime.WhenIdleAsync();

        var own = (await client.SendAsync("GET", "/api/runs/own/telemetry")).Json;
        var imported = (await client.SendAsync("GET", "/api/runs/run-FS-0311-02/telemetry")).Json;

        Assert.Equal(("completed", "say"), ((string?)own["run"]!["status"], (string?)own["task_logs"]![0]!["task_id"]));
        Assert.Equal("run-FS-0311-02", (string?)imported["run"]!["run_id"]);
        Assert.NotEmpty(imported["task_logs"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "/api/portfolio")]
    [InlineData("GET", "/api/portfolio/snapshots")]
    [InlineData("POST", "/api/portfolio/snapshots")]
    [InlineData("GET", "/api/portfolio/triggers")]
    [InlineData("GET", "/api/risks")]
    [InlineData("GET", "/api/runs/a/telemetry")]
    [InlineData("GET", "/api/export")]
    public async Task Route_OnARuntimeWithoutTelemetry_SaysSo(string method, string path)
    {
        await using var server = await ApiServer.StartAsync(api => api with { Telemetry = null, Portfolio = null });
        using var client = await server.ClientAsync(Role.Admin);

        var refused = await client.SendAsync(method, path);

        Assert.Equal((501, "not_on_this_runtime"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Agents_ThatWereImported_AreListedWithTheFiguresThatCount()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await server.ClientAsync(Role.Admin);
        await client.SendAsync("POST", "/api/import", RecordedFiles.Body(Shipped));

        var agents = (await client.SendAsync("GET", "/api/agents")).Json["agents"]!.AsArray();

        Assert.NotEmpty(agents);
        Assert.Contains(agents, agent => (string?)agent!["stats_from"] == "baseline" && agent["stats"] is not null);
    }

    private static decimal Score(JsonNode state, string task) => (decimal)state["performance_routing"]![task]!["score"]!;
}
