using System.Text.Json.Nodes;

namespace MissionControl.Cli.Tests.Runs;

public sealed class ShowVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public ShowVerbTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Show_OfAWaitingRun_TellsWhatItWaitsFor()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var shown = await _cli.RunAsync("show", "r1");

        Assert.Equal(0, shown.Code);
        Assert.Contains("✓ Write records (write)", shown.Out, StringComparison.Ordinal);
        Assert.Contains("mission approve r1~hop~sum~1", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AsJson_HoldsApprovalsBesideTheRun()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all", "--by", "ann");

        var json = (await _cli.RunAsync("show", "r1", "--json")).Json;

        Assert.Equal("ann", (string)json["approvals"]![0]!["decision"]!["by"]!);
        Assert.Equal(["completed", "completed"], json["hops"]!.AsArray().Select(hop => (string)hop!["status"]!));
    }

    [Fact]
    public async Task Show_OfAnOutputThatIsNot_NamesThoseThatAre()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");

        var refused = await _cli.RunAsync("show", "r1", "--output", "sumary");

        Assert.Equal(2, refused.Code);
        Assert.Contains("It has summary", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OnARun_TellsPlanApprovalsAndOutputs()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all", "--by", "ann");

        var report = (await _cli.RunAsync("show", "r1", "--report")).Out;

        Assert.StartsWith("# Mission report: ", report, StringComparison.Ordinal);
        Assert.Contains("**completed** Every declared output exists: 1 output.", report, StringComparison.Ordinal);
        Assert.Contains("| hop sum | ", report, StringComparison.Ordinal);
        Assert.Contains(" | approved | ann | ", report, StringComparison.Ordinal);
        Assert.Contains("| summary | object | ", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithAFile_IsWrittenThereAndNamed()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var named = await _cli.RunAsync("show", "r1", "--report", "--format", "html", "--out", "r1.html");
        var json = (await _cli.RunAsync("show", "r1", "--report", "--out", "r1.md", "--json")).Json;

        Assert.Equal(Path.Combine(_cli.Directory, "r1.html"), named.Out.TrimEnd());
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Path.Combine(_cli.Directory, "r1.html")), StringComparison.Ordinal);
        Assert.Equal(("awaiting_approval", Path.Combine(_cli.Directory, "r1.md")), ((string)json["status"]!, (string)json["report_file_path"]!));
        Assert.Contains("The run waits for 1 decision.", File.ReadAllText(Path.Combine(_cli.Directory, "r1.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "--format", "html")]
    [InlineData("--output", "--report", "--output", "summary")]
    [InlineData("--out FILE", "--report", "--json")]
    [InlineData("pdf", "--report", "--format", "pdf")]
    [InlineData("--out", "--report", "--out", "no/such/folder.md")]
    public async Task Report_AskedForWrongly_SaysWhatWouldBeRight(string told, params string[] options)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var refused = await _cli.RunAsync(["show", "r1", .. options]);

        Assert.Equal(2, refused.Code);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_AsJson_IsAnObjectPerEventInTheOrderOfTime()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");

        var lines = (await _cli.RunAsync("history", "r1", "--json")).Out.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal("execution_started", (string)lines[0]["event"]!);
        Assert.Equal("execution_completed", (string)lines[^1]["event"]!);
        Assert.Equal(lines.Select(line => (DateTimeOffset)line["at"]!), lines.Select(line => (DateTimeOffset)line["at"]!).Order());
        Assert.All(lines.GroupBy(line => (string)line["instance_id"]!), instance =>
            Assert.Equal(Enumerable.Range(1, instance.Count()), instance.Select(line => (int)line["number"]!)));
    }

    [Fact]
    public async Task List_OfSeveralRuns_ShowsTheNewestFirstAndCanBeNarrowed()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "waits");
        await _cli.RunAsync("run", "asked.json", "--run-id", "done", "--approve-all");

        Assert.Equal(["done", "waits"], await RunsAsync("list", "--json"));
        Assert.Equal(["waits"], await RunsAsync("list", "--json", "--status", "awaiting_approval"));
        Assert.Contains("waits~hop~sum~1", (await _cli.RunAsync("list")).Out, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> RunsAsync(params string[] arguments) =>
        (await _cli.RunAsync(arguments)).Json.AsArray().Select(run => (string)run!["run_id"]!);
}
