namespace MissionControl.Cli.Tests.Runs;

public sealed class StopVerbTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public StopVerbTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Suspend_OfAWaitingRun_HoldsItUntilItIsResumed()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var suspended = await _cli.RunAsync("suspend", "r1", "--by", "ann", "--comment", "holiday", "--json");
        Assert.Equal((0, "suspended"), (suspended.Code, suspended.Status));
        var voted = await _cli.RunAsync("approve", "r1~hop~sum~1", "--json");
        Assert.Equal((3, "suspended"), (voted.Code, voted.Status));

        var resumed = await _cli.RunAsync("resume", "r1", "--json");
        Assert.Equal((0, "completed"), (resumed.Code, resumed.Status));
        Assert.Contains("\"by\":\"ann\",\"reason\":\"holiday\"", (await _cli.RunAsync("history", "r1", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_OfAWaitingRun_CancelsItsApprovals()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var terminated = await _cli.RunAsync("terminate", "r1", "--json");

        Assert.Equal((0, "terminated"), (terminated.Code, terminated.Status));
        Assert.Equal("cancelled", (string)(await _cli.RunAsync("approvals", "--all", "--json")).Json[0]!["status"]!);
        Assert.Equal("terminated", (await _cli.RunAsync("show", "r1", "--json")).Status);
    }

    [Fact]
    public async Task Purge_OfAFinalRun_LeavesNothingOfIt()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1", "--approve-all");

        Assert.Equal(0, (await _cli.RunAsync("purge", "r1")).Code);

        Assert.Equal("[]", (await _cli.RunAsync("list", "--json")).Out.Trim());
        Assert.Equal("[]", (await _cli.RunAsync("approvals", "--all", "--json")).Out.Trim());
    }

    [Theory]
    [InlineData("purge", "Terminate it first")]
    [InlineData("retry", "Only a failed run can be retried")]
    public async Task Command_ThatTheStatusForbids_IsRefusedWithItsCure(string verb, string cure)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");

        var refused = await _cli.RunAsync(verb, "r1");

        Assert.Equal(2, refused.Code);
        Assert.Contains(cure, refused.Error, StringComparison.Ordinal);
        Assert.Equal("awaiting_approval", (await _cli.RunAsync("show", "r1", "--json")).Status);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("retry")]
    [InlineData("suspend")]
    [InlineData("terminate")]
    [InlineData("purge")]
    [InlineData("show")]
    [InlineData("history")]
    public async Task Verb_OnAnUnknownRun_NamesTheNearOneAndMakesNoHub(string verb)
    {
        Assert.Equal(2, (await _cli.RunAsync(verb, "r1")).Code);
        Assert.False(File.Exists(_cli.HubFile));

        await _cli.RunAsync("run", "asked.json", "--run-id", "monday-report");
        Assert.Contains("'monday-report'", (await _cli.RunAsync(verb, "mondy-report")).Error, StringComparison.Ordinal);
    }
}
