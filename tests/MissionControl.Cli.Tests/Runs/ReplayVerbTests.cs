namespace MissionControl.Cli.Tests.Runs;

public sealed class ReplayVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public ReplayVerbTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task ExportedRun_Replayed_Fits()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");

        var exported = await _cli.RunAsync("history", "r1", "--export", "r1.json");
        var replayed = await _cli.CallAsync(_ => { }, ["replay", "r1.json"]);

        Assert.Equal((0, ""), (exported.Code, exported.Out));
        Assert.Contains("events of 4 instances to r1.json", exported.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (replayed.Code, replayed.Error));
        Assert.StartsWith("r1.json: fits (4 instances, ", replayed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunThatWaits_Exported_FitsAndStaysAsItIs()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        await _cli.RunAsync("history", "r1", "--export", "r1.json");
        var replayed = await _cli.RunAsync("replay", "r1.json", "--json");

        Assert.Equal(0, replayed.Code);
        Assert.True((bool)replayed.Json[0]!["fits"]!);
        Assert.Equal("awaiting_approval", (string)(await _cli.RunAsync("show", "r1", "--json")).Json["status"]!);
    }

    [Fact]
    public async Task ChangedHistory_Replayed_NamesEventAndFileAndLine()
    {
        await ExportAsync(text => text.Replace("\"name\":\"PlanMission\"", "\"name\":\"PlanHolidays\"", StringComparison.Ordinal));

        var replayed = await _cli.RunAsync("replay", "r1.json");

        Assert.Equal(1, replayed.Code);
        Assert.Contains("instance 'r1', event 3: recorded activity 'PlanHolidays' (task 1), the code asked for activity 'PlanMission' (task 1) at ", replayed.Error, StringComparison.Ordinal);
        Assert.Matches(@"MissionOrchestrator\.cs:\d+ \(MissionOrchestrator\.ExecuteAsync\)", replayed.Error);
        Assert.Contains("r1.json: does not fit", replayed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFile_AmongOthers_IsNamedAndTheOthersAreReplayed()
    {
        await ExportAsync(text => text);
        _cli.Write("bad.json", "{\"schema_version\":1");

        var replayed = await _cli.RunAsync("replay", "bad.json", "r1.json", "nowhere.json");

        Assert.Equal(2, replayed.Code);
        Assert.Contains("bad.json: line 1: this is no JSON", replayed.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere.json cannot be read", replayed.Error, StringComparison.Ordinal);
        Assert.Contains("r1.json: fits", replayed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere/r1.json")]
    [InlineData(".")]
    public async Task Export_ToNoFile_IsRefused(string target)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var refused = await _cli.RunAsync("history", "r1", "--export", target);

        Assert.Equal(2, refused.Code);
        Assert.StartsWith("error: --export: ", refused.Error, StringComparison.Ordinal);
    }

    private async Task ExportAsync(Func<string, string> change)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");
        await _cli.RunAsync("history", "r1", "--export", "r1.json");
        var file = Path.Combine(_cli.Directory, "r1.json");
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
    }
}
