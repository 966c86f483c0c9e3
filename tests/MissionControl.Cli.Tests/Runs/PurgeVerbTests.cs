namespace MissionControl.Cli.Tests.Runs;

public sealed class PurgeVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public PurgeVerbTests()
    {
        _cli.Write("count.json", Samples.Count);
        _cli.Write("asked.json", Samples.CountWithApproval);
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Purge_ByStatus_TakesThoseRunsAndTellsHowMany()
    {
        await RunAsync("c1", "count.json");
        await RunAsync("c2", "count.json");
        await RunAsync("w1", "asked.json");
        await RunAsync("t1", "asked.json");
        await _cli.RunAsync("terminate", "t1");

        var nothing = await _cli.RunAsync("purge", "--older-than", "30d", "--json");
        var purged = await _cli.RunAsync("purge", "--status", "completed,failed", "--json");
        var rest = await _cli.RunAsync("purge", "--older-than", "0s");

        Assert.Equal((0, 0), (nothing.Code, (int)nothing.Json["purged"]!));
        Assert.Equal((0, 2), (purged.Code, (int)purged.Json["purged"]!));
        Assert.Equal((0, "1 run is purged.\n"), (rest.Code, rest.Out));
        Assert.Equal("w1", (string)Assert.Single((await _cli.RunAsync("list", "--json")).Json.AsArray())!["run_id"]!);
        Assert.Equal("completed", (await _cli.RunAsync("approve", "w1~hop~sum~1", "--json")).Status);
    }

    [Theory]
    [InlineData("Say what to purge")]
    [InlineData("Say what to purge", "r1", "--status", "failed")]
    [InlineData("'running' is no final status. Give one or more of: completed, failed, rejected, terminated", "--status", "completed,running")]
    [InlineData("--older-than", "--older-than", "30")]
    public async Task Purge_ThatDoesNotSayWhat_IsRefusedAndMakesNoHub(string error, params string[] arguments)
    {
        var refused = await _cli.RunAsync(["purge", .. arguments]);

        Assert.Equal(2, refused.Code);
        Assert.Contains(error, refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Fact]
    public async Task Purge_WithoutAHub_FindsNothingAndMakesNone()
    {
        var purged = await _cli.RunAsync("purge", "--status", "completed");

        Assert.Equal((0, "0 runs are purged.\n"), (purged.Code, purged.Out));
        Assert.False(File.Exists(_cli.HubFile));
    }

    private async Task RunAsync(string runId, string file) => await _cli.RunAsync("run", file, "--run-id", runId);
}
