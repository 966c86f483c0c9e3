using System.Text;

namespace MissionControl.Cli.Tests.Documents;

public sealed class WrongInputTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(WrongDocuments.All), MemberType = typeof(WrongDocuments))]
    public async Task Document_ThatIsWrong_IsRefusedWithPlaceAndCureAndLeavesNothing(string wrong, string document, string[] told)
    {
        _cli.Write("bad.json", document);

        var result = await _cli.RunAsync("run", "bad.json");

        Assert.True(result.Code == 2, $"{wrong}: {result.Code} {result.Error}");
        Assert.All(told, part => Assert.Contains(part, result.Error, StringComparison.Ordinal));
        Assert.Equal([Path.Combine(_cli.Directory, "bad.json")], Directory.GetFileSystemEntries(_cli.Directory));
        Assert.Equal(2, (await _cli.RunAsync("validate", "bad.json")).Code);
    }

    [Fact]
    public async Task Document_WithSeveralFaults_TellsAllOfThemAtOnce()
    {
        var unknownTool = WrongDocuments.Hop.Replace("data_store_update", "nothing", StringComparison.Ordinal);
        _cli.Write("bad.json", WrongDocuments.Mission(unknownTool).Replace("\"name\": \"M\"", "\"name\": 7", StringComparison.Ordinal));

        var result = await _cli.RunAsync("run", "bad.json", "--json");

        Assert.Contains("$.name", result.Error, StringComparison.Ordinal);
        Assert.Contains("$.hops[0].steps[0].tool_name", result.Error, StringComparison.Ordinal);
        Assert.Equal(("invalid", 2), (result.Status, result.Json["errors"]!.AsArray().Count));
    }

    [Fact]
    public async Task File_OfAHundredMegabytes_IsRefusedUnread()
    {
        using (var file = File.Create(Path.Combine(_cli.Directory, "huge.json")))
        {
            file.SetLength(100 * 1024 * 1024);
        }

        var result = await _cli.RunAsync("run", "huge.json");

        Assert.Equal(2, result.Code);
        Assert.Contains("104857600 bytes", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.json", "no file")]
    [InlineData("../nowhere/../../etc/nowhere", "no file")]
    [InlineData(".", "is a directory")]
    [InlineData("a\0b", "is no path")]
    [InlineData("", "is no path")]
    [InlineData("nowhere", "no mission 'nowhere'")]
    [InlineData("/dev/zero", "does not end")]
    [InlineData("/dev/null", "/dev/null: $")]
    [InlineData("\u001b[31m.json", "no file")]
    public async Task Mission_ThatIsNotThere_IsRefusedWithACure(string mission, string told)
    {
        var result = await _cli.RunAsync("run", mission);

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_cli.Directory));
    }

    [Theory]
    [InlineData("--input", "label", "name=value")]
    [InlineData("--input", "=x", "name=value")]
    [InlineData("--input", "other=x", "no input of that name")]
    [InlineData("--input", "label=@nowhere.txt", "no file")]
    [InlineData("--run-id", "../up", "'../up'")]
    [InlineData("--data", "nowhere", "no directory")]
    [InlineData("--report", "nowhere/report.html", "does not exist")]
    [InlineData("--report", ".", "is a directory")]
    [InlineData("--hub", "/dev/null", "is a device")]
    [InlineData("--by", "", "is no name")]
    public async Task Option_ThatIsWrong_IsRefusedBeforeAnythingIsRecorded(string option, string value, string told)
    {
        _cli.Write("count.json", Samples.Count);

        var result = await _cli.RunAsync("run", "count.json", option, value);

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.HubFile));
    }

    [Theory]
    [InlineData]
    [InlineData("rum")]
    [InlineData("run")]
    [InlineData("run", "a.json", "--what")]
    [InlineData("list", "--status", "done")]
    [InlineData("list", "--limit", "0")]
    public async Task CommandLine_ThatIsNotUnderstood_ShowsTheHelpOnError(params string[] arguments)
    {
        var result = await _cli.CallAsync(_ => { }, arguments);

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains("Usage:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_ThatIsSomethingElse_IsRefusedUntouched()
    {
        _cli.Write("count.json", Samples.Count);
        _cli.Write("hub.db", new StringBuilder().Insert(0, "no hub ", 100).ToString());

        Assert.Equal(2, (await _cli.RunAsync("run", "count.json")).Code);
        Assert.Equal(2, (await _cli.RunAsync("list")).Code);
        Assert.StartsWith("no hub no hub", await File.ReadAllTextAsync(_cli.HubFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReferenceFile_ThatIsFaulty_IsRefusedWithItsPlace()
    {
        _cli.Write("count.json", Samples.Count);
        _cli.Write("data/specialized_agents.json", """[{ "agent_id": 7 }]""");

        var result = await _cli.RunAsync("run", "count.json");

        Assert.Equal(2, result.Code);
        Assert.Contains("specialized_agents.json: $[0]", result.Error, StringComparison.Ordinal);
    }
}
