using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Reports;

public sealed class RunReportsTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Report_OfACompletedRun_LiesUnderOutputAndIsNamed()
    {
        var result = await RunAsync("customer-feedback.json", "--run-id", "r1", "--json");

        var path = (string)result.Json["report_file_path"]!;
        Assert.Equal(Path.Combine(_cli.Directory, "output", "r1", "feedback_report.html"), path);
        Assert.Contains("<svg", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithATarget_IsWrittenThereWholeOverWhatWasThere()
    {
        var target = Path.Combine(_cli.Directory, _cli.Write("report.html", "old"));

        var result = await RunAsync("customer-feedback.json", "--report", "report.html");

        Assert.Equal(0, result.Code);
        Assert.Contains("Report: report.html", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("</html>", (await File.ReadAllTextAsync(target)).TrimEnd(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_cli.Directory, "output")));
        Assert.DoesNotContain(Directory.GetFiles(_cli.Directory), file => file.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Target_OfAMissionThatMakesNoReport_IsRefusedBeforeItRuns()
    {
        var result = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--report", "r.html", "--json");

        Assert.Equal((2, "invalid"), (result.Code, result.Status));
        Assert.Contains("--report: mission 'count' makes no report, markdown or text: its outputs are summary (object)", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Fact]
    public async Task Target_OfARunWhoseOutputTurnsOutToBeNoReport_IsToldAndTheRunStands()
    {
        var mission = Samples.Count.Replace("\"id\": \"summary\", \"type\": \"object\"", "\"id\": \"summary\"", StringComparison.Ordinal);

        var result = await _cli.RunAsync("run", _cli.Write("count.json", mission), "--report", "r.html", "--json");

        Assert.Equal((1, "completed"), (result.Code, result.Status));
        Assert.Contains("no output of type report", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_cli.Directory, "r.html")));
    }

    private Task<CliResult> RunAsync(string mission, params string[] arguments) =>
        _cli.RunAsync(["run", Repository.PathTo("data", "missions", mission), "--data", Repository.PathTo("data"), .. arguments]);
}
