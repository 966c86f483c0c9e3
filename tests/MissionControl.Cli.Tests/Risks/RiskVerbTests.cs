using System.Text.Json.Nodes;
using MissionControl.Cli.Tests.Serving;
using MissionControl.Testing;

namespace MissionControl.Cli.Tests.Risks;

public sealed class RiskVerbTests : IAsyncLifetime, IDisposable
{
    private readonly MissionCli _cli = new();

    public async Task InitializeAsync() => await _cli.RunAsync("import", Repository.PathTo("data", "reference"));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Risks_ByTheirState_AreThoseAlone()
    {
        var all = await ListAsync("risks");
        var open = await ListAsync("risks", "--open");
        var closed = await ListAsync("risks", "--closed", "--mission", "motor-claims");

        Assert.All(open, risk => Assert.NotEqual("closed", (string?)risk!["status"]));
        Assert.All(closed, risk => Assert.Equal(("closed", "motor-claims"), ((string?)risk!["status"], (string?)risk["mission_id"])));
        Assert.True(all.Count > open.Count);
        Assert.Equal(2, (await _cli.RunAsync("risks", "--open", "--closed")).Code);
        Assert.Contains("SEVERITY", (await _cli.RunAsync("risks")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Risk_AcknowledgedThenClosed_TellsWhoAndWhy()
    {
        var id = await OpenAsync();

        Assert.Equal(0, (await _cli.RunAsync("risk", "acknowledge", id, "--by", "Ann", "--reason", "looking")).Code);
        Assert.Equal(0, (await _cli.RunAsync("risk", "close", id, "--by", "Bob", "--reason", "over")).Code);

        var shown = (await _cli.RunAsync("risk", "show", id)).Out;
        Assert.Contains("by Ann", shown, StringComparison.Ordinal);
        Assert.Contains("by Bob", shown, StringComparison.Ordinal);
        Assert.Contains("reason: over", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Risk_ClosedByTwoPeople_KeepsTheFirstAndSaysSo()
    {
        var id = await OpenAsync();
        await _cli.RunAsync("risk", "close", id, "--by", "Ann", "--reason", "over");

        var again = await _cli.RunAsync("risk", "close", id, "--by", "Ann", "--reason", "over");
        var late = await _cli.RunAsync("risk", "close", id, "--by", "Bob", "--reason", "mine", "--json");

        Assert.Equal((0, 1), (again.Code, late.Code));
        Assert.Contains("was closed by Ann", late.Error, StringComparison.Ordinal);
        Assert.Equal("Ann", (string?)late.Json["closed_by"]);
    }

    [Fact]
    public async Task Risk_ClosedWhileTheHubIsServed_IsClosedInItsCallersName()
    {
        var id = await OpenAsync();
        await using var served = await ServedCli.StartAsync(_cli);

        var closed = await _cli.RunAsync("risk", "close", id, "--by", "Ann", "--reason", "over", "--json");
        var again = await _cli.RunAsync("risk", "close", id, "--by", "Ann", "--reason", "over");
        var late = await _cli.RunAsync("risk", "close", id, "--by", "Bob", "--reason", "mine");

        Assert.Equal((0, "Ann"), (closed.Code, (string?)closed.Json["closed_by"]));
        Assert.Equal((0, 1), (again.Code, late.Code));
        Assert.Contains("nothing changed", again.Error, StringComparison.Ordinal);
        Assert.Contains("was closed by Ann", late.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close", "--reason", " ")]
    [InlineData("close", "--by", "Ann")]
    [InlineData("acknowledge", "--by", "")]
    public async Task Decision_CalledWrongly_ChangesNothing(string verb, string option, string value)
    {
        var before = (await _cli.RunAsync("risks", "--json")).Out;

        Assert.Equal(2, (await _cli.RunAsync("risk", verb, await OpenAsync(), option, value)).Code);
        Assert.Equal(before, (await _cli.RunAsync("risks", "--json")).Out);
    }

    [Fact]
    public async Task Risk_ThatIsNotThere_NamesTheOneThatWasMeant()
    {
        var id = await OpenAsync();

        var refused = await _cli.RunAsync("risk", "show", id + "x");

        Assert.Equal(2, refused.Code);
        Assert.Contains($"Did you mean '{id}'", refused.Error, StringComparison.Ordinal);
    }

    private async Task<JsonArray> ListAsync(params string[] arguments) => (await _cli.RunAsync([.. arguments, "--json"])).Json.AsArray();

    private async Task<string> OpenAsync() => (string)(await ListAsync("risks", "--open"))[0]!["event_id"]!;
}
