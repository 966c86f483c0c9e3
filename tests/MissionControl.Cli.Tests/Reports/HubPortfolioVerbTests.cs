using System.Text.Json.Nodes;
using MissionControl.Cli.Tests.Serving;
using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Reports;

/// <summary>The portfolio of a hub; of files alone see <see cref="PortfolioVerbTests"/>.</summary>
public sealed class HubPortfolioVerbTests : IDisposable
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");
    private static readonly string Example = Path.Combine(Repository.SharedData, "mission-control-v2");

    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [SharedDataFact]
    public async Task Portfolio_OfTheImportedExample_IsThatOfItsFilesFigureByFigure()
    {
        await _cli.RunAsync("import", Example);

        var files = Figures(await _cli.RunAsync("portfolio", "--data", Example, "--json"));
        var hub = Figures(await _cli.RunAsync("portfolio", "--as-of", "2026-02-06", "--json"));

        Assert.Equal(files.ToJsonString(), hub.ToJsonString());
        var kpis = hub["kpi_performance"]!.AsArray().ToDictionary(kpi => $"{kpi!["mission_id"]} {kpi["kpi"]}", kpi => $"{kpi!["improvement_pct"]} {kpi["status"]}");
        Assert.Equal(("58.0 yellow", "73.3 green"), (kpis["M001 onboarding_time_days"], kpis["M003 resolution_time_hours"]));
        Assert.Equal((11, 5, 0, 5), ((int)hub["risk_index"]!, (int)hub["risk_rollup"]!["total_count"]!, (int)hub["risk_rollup"]!["open_count"]!, (int)hub["risk_rollup"]!["closed_count"]!));
        Assert.Equal((2, 2, 1), ((int)hub["risk_rollup"]!["by_severity"]!["high"]!, (int)hub["risk_rollup"]!["by_severity"]!["medium"]!, (int)hub["risk_rollup"]!["by_severity"]!["low"]!));
        Assert.Equal(("2026-02-06", 0, -2, 33m, 9m), (
            (string)hub["portfolio_rollup"]!["snapshot_date"]!, (int)hub["portfolio_rollup"]!["missions_at_risk"]!, (int)hub["portfolio_rollup"]!["deltas"]!["missions_at_risk"]!,
            (decimal)hub["portfolio_rollup"]!["avg_kpi_improvement_pct"]!, (decimal)hub["portfolio_rollup"]!["deltas"]!["avg_kpi_improvement_pct"]!));
        Assert.Equal((0.9248m, 0.9504m), ((decimal)hub["performance_routing"]!["T1"]!["score"]!, (decimal)hub["performance_routing"]!["T3"]!["score"]!));
    }

    [SharedDataFact]
    public async Task HtmlReport_OfTheImportedExample_IsThatOfItsFiles()
    {
        await _cli.RunAsync("import", Example);

        var files = (await _cli.RunAsync("portfolio", "--data", Example, "--format", "html")).Out;
        var hub = (await _cli.RunAsync("portfolio", "--as-of", "2026-02-06", "--format", "html")).Out;

        Assert.Equal(files, hub);
        Assert.All(new[] { "58.0", "73.3", "0.9248", "0.9504", "+9", "−2" }, figure => Assert.Contains(figure, hub, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Portfolio_WhileTheHubIsServed_ReadsItAllTheSame()
    {
        await _cli.RunAsync("import", Shipped);
        var before = Figures(await _cli.RunAsync("portfolio", "--as-of", "2026-03-12", "--json")).ToJsonString();
        await using var served = await ServedCli.StartAsync(_cli);

        Assert.Equal(before, Figures(await _cli.RunAsync("portfolio", "--as-of", "2026-03-12", "--json")).ToJsonString());
        using var client = served.Client();
        Assert.Equal(before, Figures(JsonNode.Parse(await client.GetStringAsync("/api/portfolio?as_of=2026-03-12"))!).ToJsonString());
    }

    [Fact]
    public async Task Portfolio_OfAHubWithRunsOfItsOwn_ShowsThemAndFilesDoNot()
    {
        await _cli.RunAsync("import", Shipped);
        await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--run-id", "own");

        var hub = await _cli.RunAsync("portfolio", "--json");
        var files = await _cli.RunAsync("portfolio", "--data", Shipped, "--json");

        Assert.Contains(hub.Json["mission_runs"]!.AsArray(), run => (string?)run!["run_id"] == "own");
        Assert.Contains(hub.Json["missions"]!.AsArray(), mission => (string?)mission!["mission_id"] == "count");
        Assert.DoesNotContain(files.Json["mission_runs"]!.AsArray(), run => (string?)run!["run_id"] == "own");
    }

    [Fact]
    public async Task Portfolio_OfAMissionThatIsNotThere_NamesTheOneThatWasMeant()
    {
        await _cli.RunAsync("import", Shipped);

        var refused = await _cli.RunAsync("portfolio", "--mission", "motor-claim");

        Assert.Equal(2, refused.Code);
        Assert.Contains("Did you mean 'motor-claims'?", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_OfTheHub_IsKeptAndPrinted()
    {
        await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count));

        var text = await _cli.RunAsync("snapshot");
        var taken = await _cli.RunAsync("snapshot", "--json");

        Assert.Contains("completed runs: 1", text.Out, StringComparison.Ordinal);
        Assert.Equal(1, (int)taken.Json["completed_runs"]!);
        var kept = (await _cli.RunAsync("portfolio", "--json")).Json["mission_portfolio_snapshot"]!.AsArray();
        Assert.Equal((string)taken.Json["snapshot_date"]!, (string)kept[^1]!["snapshot_date"]!);
    }

    [Fact]
    public async Task Snapshot_WhileTheHubIsServed_IsTakenByItsServer()
    {
        await using var served = await ServedCli.StartAsync(_cli);

        var taken = await _cli.RunAsync("snapshot", "--json");

        Assert.Equal((0, 0), (taken.Code, (int)taken.Json["completed_runs"]!));
    }

    [Fact]
    public async Task Triggers_ThatFire_AreListedUntilTheyClear()
    {
        await _cli.RunAsync("import", Shipped);
        var config = _cli.Write("config.json", """{"portfolio": {"risk_events_open_critical": 1}}""");

        await _cli.RunAsync("snapshot", "--config", config);
        var active = (await _cli.RunAsync("triggers", "--json")).Json.AsArray();
        await _cli.RunAsync("snapshot");

        Assert.Contains(active, trigger => (string?)trigger!["trigger_type"] == "risk_events_open");
        Assert.DoesNotContain((await _cli.RunAsync("triggers", "--json")).Json.AsArray(), trigger => (string?)trigger!["trigger_type"] == "risk_events_open");
        Assert.Contains("risk_events_open", (await _cli.RunAsync("triggers", "--all")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfARoutedRun_TellsScoresWithTheirFiguresAndWhatTheRunReached()
    {
        await _cli.RunAsync("import", Shipped);
        await _cli.RunAsync("run", "motor-claims", "--run-id", "r1", "--approve-all");

        var shown = await _cli.RunAsync("show", "r1");
        var json = await _cli.RunAsync("show", "r1", "--json");

        Assert.Contains("routed by performance", shown.Out, StringComparison.Ordinal);
        Assert.Contains("% approved", shown.Out, StringComparison.Ordinal);
        Assert.NotNull(json.Json["hops"]![0]!["routing"]!["candidates"]![0]!["stats"]);
        Assert.NotNull(json.Json["kpis"]);
        Assert.NotNull(json.Json["risk_events"]);
    }

    private static JsonObject Figures(CliResult result) => Figures(result.Json);

    private static JsonObject Figures(JsonNode state)
    {
        var figures = state.DeepClone().AsObject();
        figures.Remove("processing_time");
        figures.Remove("data_dir");
        return figures;
    }
}
