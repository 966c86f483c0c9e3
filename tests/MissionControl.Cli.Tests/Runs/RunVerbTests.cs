using System.Text.Json.Nodes;

namespace MissionControl.Cli.Tests.Runs;

public sealed class RunVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Run_OfASoundMission_CompletesAndTellsItsOutputs()
    {
        var result = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal("completed", result.Status);
        Assert.Equal(2, (int)result.Json["outputs"]!["summary"]!["total"]!);
        Assert.Single(result.Out.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Run_AsJson_HoldsEveryMemberThatScriptsRead()
    {
        var json = (await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--json")).Json.AsObject();

        Assert.All(["run_id", "mission_id", "status", "outputs", "report_file_path", "errors", "hops"], member => Assert.True(json.ContainsKey(member), member));
        var hop = json["hops"]![0]!.AsObject();
        Assert.All(["id", "agent_id", "status", "actual_duration_minutes", "attempts", "steps"], member => Assert.True(hop.ContainsKey(member), member));
        Assert.Equal(("put", "completed", 1), ((string)hop["steps"]![0]!["id"]!, (string)hop["steps"]![0]!["status"]!, (int)hop["steps"]![0]!["attempts"]!));
    }

    [Fact]
    public async Task Run_WithoutJson_PutsDataOnOutAndProgressOnError()
    {
        var result = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--run-id", "r1");

        Assert.StartsWith("Count: completed", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("running", result.Out, StringComparison.Ordinal);
        Assert.Contains("write/put (data_store_update): completed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutARunId_MakesUpOneFromTheMission() =>
        Assert.Matches("^count-[0-9]{8}-[0-9]{6}-[a-z0-9]{4}$", (string)(await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--json")).Json["run_id"]!);

    [Fact]
    public async Task Run_StartedAgainWithTheSame_TellsTheResultAndStartsNothing()
    {
        _cli.Write("count.json", Samples.Count);
        var first = await _cli.RunAsync("run", "count.json", "--run-id", "r1", "--json");

        var again = await _cli.RunAsync("run", "count.json", "--run-id", "r1", "--json");

        Assert.Equal(0, again.Code);
        Assert.Equal(first.Json.ToJsonString(), again.Json.ToJsonString());
    }

    [Theory]
    [InlineData("count.json", "label=another", "input 'label'")]
    [InlineData("other.json", "label=plain", "document")]
    public async Task Run_StartedAgainWithAnother_NamesWhatDiffersAndChangesNothing(string file, string input, string difference)
    {
        _cli.Write("count.json", Samples.Count);
        _cli.Write("other.json", Samples.Count.Replace("Sum up", "Sum it up", StringComparison.Ordinal));
        await _cli.RunAsync("run", "count.json", "--run-id", "r1");
        var before = await _cli.RunAsync("history", "r1", "--json");

        var again = await _cli.RunAsync("run", file, "--run-id", "r1", "--input", input);

        Assert.Equal(2, again.Code);
        Assert.Contains(difference, again.Error, StringComparison.Ordinal);
        Assert.Equal(before.Out, (await _cli.RunAsync("history", "r1", "--json")).Out);
    }

    [Fact]
    public async Task Run_WithNoWait_IsRecordedAndGoesOnWhenResumed()
    {
        var recorded = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--run-id", "r1", "--no-wait", "--json");
        Assert.Equal(0, recorded.Code);
        Assert.Contains("mission resume r1 --hub ", recorded.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"task_completed\"", (await _cli.RunAsync("history", "r1", "--json")).Out, StringComparison.Ordinal);

        var resumed = await _cli.RunAsync("resume", "r1", "--json");

        Assert.Equal((0, "completed"), (resumed.Code, resumed.Status));
    }

    [Fact]
    public async Task Run_OfAnIdInTheDataDirectory_FindsItsDocument()
    {
        _cli.Write("data/missions/any-name.json", Samples.Count);

        var result = await _cli.RunAsync("run", "count", "--json");

        Assert.Equal((0, "count"), (result.Code, (string)result.Json["mission_id"]!));
    }

    [Fact]
    public async Task Run_OfAStepThatFails_NamesWhereAndCanBeRetriedFromThere()
    {
        _cli.Write("data/missions/playback.json", Samples.PlayBack);

        var failed = await _cli.RunAsync("run", "playback", "--run-id", "r1", "--json");

        Assert.Equal((1, "failed"), (failed.Code, failed.Status));
        Assert.All(["Mission 'playback'", "hop 'play'", "step 'go'", "attempt 1", "results.json"], part => Assert.Contains(part, failed.Error, StringComparison.Ordinal));
        Assert.Contains("mission retry r1", failed.Error, StringComparison.Ordinal);

        _cli.Write("data/results.json", Samples.Results);
        var retried = await _cli.RunAsync("retry", "r1", "--json");
        Assert.Equal((0, "completed", "r1~r1"), (retried.Code, retried.Status, (string)retried.Json["execution_id"]!));
        Assert.Equal(42, (int)retried.Json["outputs"]!["played"]!["answer"]!);
    }

    [Fact]
    public async Task Run_WithALargeOutput_TellsHowToPrintIt()
    {
        var big = new JsonObject { ["task_id"] = "play", ["result_template"] = new JsonObject { ["text"] = new string('x', 70_000) } };
        _cli.Write("data/results.json", new JsonArray(big).ToJsonString());

        var played = (await _cli.RunAsync("run", _cli.Write("playback.json", Samples.PlayBack), "--run-id", "r1", "--json")).Json["outputs"]!["played"]!;

        Assert.Equal(64, ((string)played["sha256"]!).Length);
        Assert.Equal("mission show r1 --output played", (string)played["get"]!);
        var shown = await _cli.RunAsync("show", "r1", "--output", "played");
        Assert.Equal(70_000, ((string)shown.Json["text"]!).Length);
    }

    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public async Task Run_ToldToStop_StaysResumableAndSaysHow(int signal, int code)
    {
        _cli.Write("data/slow.json", Samples.SlowResults);
        _cli.Write("slow.json", Samples.Slow);

        var stopped = await _cli.RunAsync(
            (line, stop) =>
            {
                if (line.EndsWith("first/wait (template): running", StringComparison.Ordinal))
                {
                    stop.Request(signal);
                }
            },
            "run", "slow.json", "--run-id", "r1", "--json");

        Assert.Equal((code, "running"), (stopped.Code, stopped.Status));
        Assert.Contains("mission resume r1", stopped.Error, StringComparison.Ordinal);
        var resumed = await _cli.RunAsync("resume", "r1", "--json");
        Assert.Equal((0, 3), (resumed.Code, (int)resumed.Json["outputs"]!["summary"]!["total"]!));
    }
}
