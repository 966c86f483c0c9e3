using System.Text.Json.Nodes;
using MissionControl.Cli.Tests.Serving;
using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Transfers;

public sealed class ImportVerbTests : IDisposable
{
    private static readonly string Shipped = Repository.PathTo("data", "reference");

    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Import_OfADirectoryTwice_CountsWhatIsNewAndThenWhatIsUnchanged()
    {
        var first = await _cli.RunAsync("import", Shipped, "--json");
        var again = await _cli.RunAsync("import", Shipped, "--json");

        Assert.Equal((0, 0), (first.Code, again.Code));
        var runs = first.Json["counts"]!["runs"]!;
        Assert.True((int)runs["new"]! > 0);
        Assert.Equal((0, (int)runs["new"]!), ((int)again.Json["counts"]!["runs"]!["new"]!, (int)again.Json["counts"]!["runs"]!["unchanged"]!));
        Assert.Contains("missions", (await _cli.RunAsync("import", Shipped)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_IntoAServedHub_GoesThroughItsServer()
    {
        await using var served = await ServedCli.StartAsync(_cli);

        var imported = await _cli.RunAsync("import", Shipped, "--json");

        Assert.Equal(0, imported.Code);
        using var client = served.Client();
        Assert.Contains("motor-claims", await client.GetStringAsync("/api/portfolio"), StringComparison.Ordinal);
        Assert.Contains("motor-claims", (await _cli.RunAsync("portfolio")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mission_runs.json", "not json", "it is not JSON")]
    [InlineData("mission_runs.json", """[{"run_id": "r", "mission_id": "motor-claims", "status": "completed"}]""", "$[0].start_time: is missing")]
    [InlineData("decomposed_mission_tasks.json", """[{"mission_id": "M", "tasks": [{"task_id": "A", "task": "a", "order": 1, "depends_on": ["B"]}]}]""", "task 'A' of mission 'M' depends on 'B'")]
    public async Task Import_OfAFaultyDirectory_NamesFileAndRecordAndTakesNothing(string file, string text, string fault)
    {
        Copy("odd");
        _cli.Write($"odd/{file}", text);

        var refused = await _cli.RunAsync("import", "odd");

        Assert.Equal(2, refused.Code);
        Assert.Contains(file, refused.Error, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Fact]
    public async Task Import_OfAFaultyDirectoryThroughAServer_NamesFileAndRecordToo()
    {
        await using var served = await ServedCli.StartAsync(_cli);
        Copy("odd");
        _cli.Write("odd/mission_runs.json", """[{"run_id": "r", "mission_id": "motor-claims", "status": "completed"}]""");

        var refused = await _cli.RunAsync("import", "odd");

        Assert.Equal(2, refused.Code);
        Assert.Contains("mission_runs.json: $[0].start_time: is missing", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mission_runs.json", """[{"run_id": "R1", "mission_id": "gone", "start_time": "2026-01-01", "status": "completed"}]""", "mission 'gone' is not known, but stands in run 'R1'")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "motor-claims", "task_id": "T99", "agent_id": "A99", "outcome": "completed", "actual_duration_minutes": 1}]""", "speaks of no task of mission 'motor-claims'")]
    [InlineData("task_execution_logs.json", """[{"run_id": "R1", "mission_id": "motor-claims", "task_id": "T99", "agent_id": "A99", "outcome": "completed", "actual_duration_minutes": 1}]""", "agent 'A99' is not known, but stands in the log of task 'T99' in run 'R1'")]
    [InlineData("mission_risk_events.json", """[{"event_id": "E1", "mission_id": "motor-claims", "run_id": "R99", "risk_type": "x"}]""", "run 'R99' is not known, but stands in risk event 'E1'")]
    public async Task Import_OfOddReferences_TakesThemAndTellsEach(string file, string text, string warning)
    {
        Copy("odd");
        _cli.Write($"odd/{file}", text);

        var imported = await _cli.RunAsync("import", "odd");

        Assert.Equal(0, imported.Code);
        Assert.Contains($"warning: {file}", imported.Error, StringComparison.Ordinal);
        Assert.Contains(warning, imported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfWhatIsNoDirectoryAndNoExport_SaysWhatWouldBeRight()
    {
        _cli.Write("empty/readme.txt", "nothing");
        _cli.Write("some.json", """{"a": 1}""");

        Assert.Contains("holds no reference files", (await Refused("import", "empty")).Error, StringComparison.Ordinal);
        Assert.Contains("there is no directory and no file 'missing'", (await Refused("import", "missing")).Error, StringComparison.Ordinal);
        Assert.Contains("it is not the JSON of an export", (await Refused("import", "some.json")).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Fact]
    public async Task Import_OfAFileThatIsALinkOutOfTheDirectory_IsRefused()
    {
        Copy("odd");
        var file = Path.Combine(_cli.Directory, "odd", "mission_runs.json");
        File.Move(file, Path.Combine(_cli.Directory, "elsewhere.json"));
        File.CreateSymbolicLink(file, Path.Combine(_cli.Directory, "elsewhere.json"));

        Assert.Contains("a link that leads out", (await Refused("import", "odd")).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Fact]
    public async Task Import_OfAFileThatIsTooLarge_IsRefused()
    {
        Copy("odd");
        using (var large = new FileStream(Path.Combine(_cli.Directory, "odd", "mission_runs.json"), FileMode.Create))
        {
            large.SetLength(65 * 1024 * 1024);
        }

        Assert.Contains("mission_runs.json", (await Refused("import", "odd")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithConfiguredFileNames_ReadsThoseFiles()
    {
        Copy("odd");
        File.Move(Path.Combine(_cli.Directory, "odd", "mission_runs.json"), Path.Combine(_cli.Directory, "odd", "runs.json"));
        var config = _cli.Write("config.json", """{"portfolio": {"mission_runs_file": "runs.json"}}""");

        var imported = await _cli.RunAsync("import", "odd", "--config", config, "--json");

        Assert.True((int)imported.Json["counts"]!["runs"]!["new"]! > 0);
    }

    [Fact]
    public async Task Mission_OfImportedFiles_RunsByItsIdWithoutADataDirectory()
    {
        await _cli.RunAsync("import", Shipped);

        var run = await _cli.RunAsync("run", "motor-claims", "--run-id", "r1", "--approve-all", "--json");
        var agents = JsonNode.Parse((await _cli.RunAsync("agents", "--json")).Out)!.AsArray();

        Assert.Equal((0, "completed"), (run.Code, run.Status));
        Assert.All(run.Json["hops"]!.AsArray(), hop => Assert.Contains(agents, agent => (string?)agent!["agent_id"] == (string?)hop!["agent_id"]));
        Assert.Contains("motor-claims", (await Refused("run", "motor-claim")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mission_OfImportedFiles_IsStartedOverHttpByItsId()
    {
        await _cli.RunAsync("import", Shipped);
        await using var served = await ServedCli.StartAsync(_cli);
        using var client = served.Client();

        var started = await client.PostAsync("/api/missions/motor-claims/runs", null);
        var byCommandLine = await _cli.RunAsync("run", "motor-claims", "--run-id", "r2", "--approve-all", "--json");

        Assert.Equal(System.Net.HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal((0, "completed"), (byCommandLine.Code, byCommandLine.Status));
        Assert.Contains("motor-claims", await client.GetStringAsync("/api/missions"), StringComparison.Ordinal);
    }

    private async Task<CliResult> Refused(params string[] arguments)
    {
        var result = await _cli.RunAsync(arguments);
        Assert.Equal((2, ""), (result.Code, result.Out));
        return result;
    }

    private void Copy(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(Shipped))
        {
            _cli.Write(Path.Combine(directory, Path.GetFileName(file)), File.ReadAllText(file));
        }
    }
}
