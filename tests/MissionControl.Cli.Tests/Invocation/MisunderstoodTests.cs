namespace MissionControl.Cli.Tests.Invocation;

public sealed class MisunderstoodTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("lst", "Did you mean 'list'?")]
    [InlineData("aprove", "Did you mean 'approve'?")]
    public async Task Verb_ThatIsNone_IsRefusedWithTheNearestOne(string verb, string suggestion)
    {
        var result = await _cli.RunAsync(verb);

        Assert.Equal(2, result.Code);
        Assert.Contains(suggestion, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Option_ThatIsNone_IsRefusedWithTheNearestOne() =>
        Assert.Contains("Did you mean '--status'?", (await _cli.RunAsync("list", "--staus", "failed")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Call_ThatIsMisunderstood_IsRefusedAsJsonToo()
    {
        var result = await _cli.RunAsync("bogus", "--json");

        Assert.Equal((2, "invalid"), (result.Code, result.Status));
        Assert.Contains(result.Json["errors"]!.AsArray(), error => ((string)error!["message"]!).Contains("bogus", StringComparison.Ordinal));
    }
}
