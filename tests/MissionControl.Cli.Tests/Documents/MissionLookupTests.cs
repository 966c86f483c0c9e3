namespace MissionControl.Cli.Tests.Documents;

public sealed class MissionLookupTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("data/missions/one.json")]
    [InlineData("data/two.json")]
    public async Task Id_OfADocumentInTheDataDirectory_IsFound(string file)
    {
        _cli.Write(file, Samples.Count);

        Assert.Contains("valid (mission count", (await _cli.RunAsync("validate", "count")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_OfADocumentWithoutOne_IsTheSlugOfItsName()
    {
        _cli.Write("data/one.json", Samples.Count.Replace("\"mission_id\": \"count\", \"name\": \"Count\"", "\"name\": \"Count Twice\"", StringComparison.Ordinal));

        Assert.Equal(0, (await _cli.RunAsync("validate", "count-twice")).Code);
    }

    [Fact]
    public async Task Id_ThatTwoDocumentsHave_IsRefusedNamingBoth()
    {
        _cli.Write("data/one.json", Samples.Count);
        _cli.Write("data/missions/two.json", Samples.Count);

        var result = await _cli.RunAsync("validate", "count");

        Assert.Equal(2, result.Code);
        Assert.Contains("one.json", result.Error, StringComparison.Ordinal);
        Assert.Contains("two.json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Id_ThatIsUnknown_NamesTheNearOneAndWhatThereIs()
    {
        _cli.Write("data/one.json", Samples.Count);

        var result = await _cli.RunAsync("validate", "conut", "--json");

        Assert.Contains("holds count", result.Error, StringComparison.Ordinal);
        Assert.False((bool)result.Json[0]!["valid"]!);
        Assert.Contains("Did you mean 'count'?", (await _cli.RunAsync("validate", "coun")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_OfADocument_IsAMermaidDiagram() =>
        Assert.StartsWith("flowchart", (await _cli.RunAsync("graph", _cli.Write("count.json", Samples.Count))).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Resolve_OfADocument_TellsTheStepsOfEveryHop()
    {
        var result = await _cli.RunAsync("resolve", _cli.Write("count.json", Samples.Count));

        Assert.Equal(0, result.Code);
        Assert.Contains("sum after write: as written", result.Out, StringComparison.Ordinal);
        Assert.Contains("store_name = store.content.store_name", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_AsJson_HoldEverySignature()
    {
        var tools = (await _cli.RunAsync("tools", "--json")).Json.AsArray().Select(tool => (string)tool!["name"]!).ToList();

        Assert.All(["mail_search", "email_extraction", "report_generator", "template", "transform"], tool => Assert.Contains(tool, tools));
    }
}
