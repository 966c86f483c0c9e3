using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Reports;

public sealed class PortfolioVerbTests
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");

    [SharedDataFact]
    public async Task Portfolio_OverTheExampleData_PrintsItsFiguresAndLeavesTheHubAlone()
    {
        using var cli = new MissionCli();

        var result = await cli.RunAsync("portfolio", "--data", Path.Combine(Repository.SharedData, "mission-control-v2"), "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(("LOW", 11, 8), ((string)result.Json["verdict"]!, (int)result.Json["risk_index"]!, (int)result.Json["portfolio_rollup"]!["completed_runs"]!));
        Assert.False(File.Exists(cli.HubFile));
    }

    [Fact]
    public async Task Portfolio_InEachFormat_SaysTheSame()
    {
        using var cli = new MissionCli();

        var markdown = (await cli.RunAsync("portfolio", "--data", Shipped)).Out;
        var html = await cli.RunAsync("portfolio", "--data", Shipped, "--format", "html", "--out", "report.html", "--json");
        var json = (await cli.RunAsync("portfolio", "--data", Shipped, "--format", "json")).Json;

        Assert.StartsWith("# Mission portfolio\n", markdown, StringComparison.Ordinal);
        Assert.Equal(markdown, (string)json["mission_report"]!);
        Assert.Null(json["report_file_path"]);
        Assert.Equal(Path.Combine(cli.Directory, "report.html"), (string)html.Json["report_file_path"]!);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Path.Combine(cli.Directory, "report.html")), StringComparison.Ordinal);
        Assert.Equal(30, (int)json["risk_index"]!);
    }

    [Fact]
    public async Task Portfolio_AsOfADay_HasTheSnapshotOfThatDay()
    {
        using var cli = new MissionCli();

        var state = (await cli.RunAsync("portfolio", "--data", Shipped, "--as-of", "2026-03-11", "--window", "1d", "--mission", "fraud-screening", "--json")).Json;

        Assert.Equal(("2026-03-11", 38.2m, "mission"), ((string)state["data_snapshot_date"]!, (decimal)state["portfolio_rollup"]!["avg_kpi_improvement_pct"]!, (string)state["view_mode"]!));
        Assert.Equal("run-FS-0311-02", (string)Assert.Single(state["mission_runs"]!.AsArray())!["run_id"]!);
    }

    [Fact]
    public async Task Portfolio_WithAConfiguration_HoldsItsThresholds()
    {
        using var cli = new MissionCli();
        var config = cli.Write("config.json", """{ "llm_model": "x", "missions_at_risk_critical": 3, "risk_events_open_critical": 3, "reports_dir": "out" }""");

        var state = (await cli.RunAsync("portfolio", "--data", Shipped, "--config", config, "--json")).Json;

        Assert.Equal(["risk_events_open"], state["executive_triggers"]!.AsArray().Select(trigger => (string)trigger!["trigger_type"]!));
        Assert.Equal(("HIGH", "out"), ((string)state["verdict"]!, (string)state["reports_dir"]!));
    }

    [Fact]
    public async Task Portfolio_WithTheHostsConfiguration_HoldsTheThresholdsOfItsSection()
    {
        using var cli = new MissionCli();
        var config = cli.Write("host.json", """{ "groups": { "finance": ["fay"] }, "portfolio": { "missions_at_risk_critical": 3, "risk_events_open_critical": 3 } }""");
        var wrong = cli.Write("wrong.json", """{ "channels": { "email": {} }, "portfolio": {} }""");

        var state = (await cli.RunAsync("portfolio", "--data", Shipped, "--config", config, "--json")).Json;
        var refused = await cli.RunAsync("portfolio", "--data", Shipped, "--config", wrong);

        Assert.Equal(["risk_events_open"], state["executive_triggers"]!.AsArray().Select(trigger => (string)trigger!["trigger_type"]!));
        Assert.Equal(2, refused.Code);
        Assert.Contains("$.channels.email.host", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portfolio_OverFaultyFiles_ReportsOnTheRestAndTellsTheFaults()
    {
        using var cli = new MissionCli();
        foreach (var file in Directory.EnumerateFiles(Shipped))
        {
            cli.Write(Path.Combine("odd", Path.GetFileName(file)), File.ReadAllText(file));
        }

        cli.Write("odd/mission_risk_events.json", "");
        cli.Write("odd/mission_kpis.json", """[{"mission_id": "motor-claims", "kpis": {"target_x": "two"}}]""");

        var result = await cli.RunAsync("portfolio", "--data", "odd", "--json");

        Assert.Equal(0, result.Code);
        Assert.Contains("mission_risk_events.json", result.Error, StringComparison.Ordinal);
        Assert.Contains(result.Json["errors"]!.AsArray(), error => ((string)error!).Contains("target_x", StringComparison.Ordinal));
        Assert.Equal(0, (int)result.Json["risk_index"]!);
    }

    [Theory]
    [InlineData("--data", "missing")]
    [InlineData("--mission", "motor-claim")]
    [InlineData("--as-of", "yesterday")]
    [InlineData("--window", "7")]
    [InlineData("--window", "0d")]
    [InlineData("--format", "pdf")]
    [InlineData("--config", "missing.json")]
    [InlineData("--out", "no/such/folder/report.md")]
    public async Task Portfolio_CalledWrongly_SaysWhatWouldBeRight(string option, string value)
    {
        using var cli = new MissionCli();
        string[] data = option == "--data" ? [] : ["--data", Shipped];

        var result = await cli.RunAsync(["portfolio", .. data, option, value]);

        Assert.Equal(2, result.Code);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public async Task Portfolio_WithoutRecordedFiles_AsksForThem()
    {
        using var cli = new MissionCli();
        Directory.CreateDirectory(cli.DataDirectory);

        Assert.Equal(2, (await cli.RunAsync("portfolio")).Code);
        Assert.Contains("holds no reference files", (await cli.RunAsync("portfolio", "--data", "data")).Error, StringComparison.Ordinal);
    }
}
