using System.Globalization;
using MissionControl.Embedded;
using MissionControl.Runtime;

namespace MissionControl.Cli.Tests.Hub;

public sealed class HubOwnershipTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public HubOwnershipTests() => _cli.Write("asked.json", Samples.CountWithApproval);

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("run", "asked.json")]
    [InlineData("resume", "r1")]
    [InlineData("suspend", "r1")]
    [InlineData("approve", "r1~hop~sum~1")]
    public async Task Hub_OwnedBySomebody_RefusesChangesNamingTheProcess(params string[] change)
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        await using var owner = await OwnAsync();

        var refused = await _cli.RunAsync(change);

        Assert.Equal(2, refused.Code);
        Assert.Contains($"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} on {Environment.MachineName}", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_OwnedBySomebody_CanBeRead()
    {
        await _cli.RunAsync("run", "asked.json", "--run-id", "r1");
        await using var owner = await OwnAsync();

        Assert.Equal("r1", (string)(await _cli.RunAsync("list", "--json")).Json[0]!["run_id"]!);
        Assert.Equal("awaiting_approval", (await _cli.RunAsync("show", "r1", "--json")).Status);
        Assert.Single((await _cli.RunAsync("approvals", "--json")).Json.AsArray());
        Assert.Equal(0, (await _cli.RunAsync("history", "r1")).Code);
    }

    [Fact]
    public async Task Verb_OnOneRun_LeavesTheOthersAsTheyLie()
    {
        _cli.Write("count.json", Samples.Count);
        await _cli.RunAsync("run", "asked.json", "--run-id", "lies");
        await _cli.RunAsync("approve", "lies~hop~sum~1", "--no-wait");
        var before = (await _cli.RunAsync("history", "lies", "--json")).Out;

        await _cli.RunAsync("run", "count.json", "--run-id", "runs");

        Assert.Equal(before, (await _cli.RunAsync("history", "lies", "--json")).Out);
    }

    [Fact]
    public async Task Hub_ThatIsNotNamed_LiesInTheUsersDataFolder()
    {
        _cli.Write("count.json", Samples.Count);

        Assert.Equal(0, (await _cli.CallAsync(_ => { }, ["run", "count.json"])).Code);

        Assert.True(File.Exists(Path.Combine(_cli.Directory, "home", "mission-control", "hub.db")));
    }

    [Fact]
    public async Task Read_OfAHubThatIsNotThere_FindsNothingAndMakesNothing()
    {
        Assert.Equal((0, "[]"), ((await _cli.RunAsync("list")).Code, (await _cli.RunAsync("list", "--json")).Out.Trim()));
        Assert.Equal("[]", (await _cli.RunAsync("approvals", "--json")).Out.Trim());
        Assert.False(File.Exists(_cli.HubFile));
    }

    private Task<EmbeddedRuntime> OwnAsync() => EmbeddedRuntime.OpenAsync(new EmbeddedOptions
    {
        HubFile = _cli.HubFile,
        Clock = TimeProvider.System,
        Registry = _ => new OrchestrationRegistry(),
        Drives = _ => false,
    });
}
