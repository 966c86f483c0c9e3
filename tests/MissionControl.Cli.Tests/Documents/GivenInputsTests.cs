using System.Text;
using MissionControl.Assets;
using MissionControl.Cli.Documents;

namespace MissionControl.Cli.Tests.Documents;

public sealed class GivenInputsTests : IDisposable
{
    private readonly MissionCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("text", "plain", "\"plain\"")]
    [InlineData("text", "7", "\"7\"")]
    [InlineData("text", "\"quoted\"", "\"quoted\"")]
    [InlineData("number", "7", "7")]
    [InlineData("number", "seven", "\"seven\"")]
    [InlineData("boolean", "true", "true")]
    [InlineData("object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("object", "{\"a\":1,\"a\":2}", "\"{\\u0022a\\u0022:1,\\u0022a\\u0022:2}\"")]
    [InlineData("text[]", "[\"a\"]", "[\"a\"]")]
    [InlineData("any", "7", "7")]
    [InlineData("any", "seven", "\"seven\"")]
    [InlineData("any", "", "\"\"")]
    public void Value_OfADeclaredType_IsJsonWhereItFitsAndTextOtherwise(string type, string value, string expected) =>
        Assert.Equal(expected, GivenInputs.Content(AssetType.Parse(type), value)!.ToJsonString());

    [Fact]
    public async Task Value_BeginningWithAt_IsTheContentOfTheFile()
    {
        _cli.Write("label.txt", "\uFEFFfrom a file");

        Assert.Contains("from a file", await GivenAsync("label=@label.txt"), StringComparison.Ordinal);
        Assert.Contains("@label.txt", await GivenAsync("label=@@label.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoText_IsRefused()
    {
        await File.WriteAllBytesAsync(Path.Combine(_cli.Directory, "label.bin"), Encoding.Latin1.GetBytes("gr\u00fcn"));

        var result = await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--input", "label=@label.bin");

        Assert.Equal(2, result.Code);
        Assert.Contains("not UTF-8", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_GivenTwice_IsRefused() => Assert.Contains(
        "given twice",
        (await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--input", "label=a", "--input", "label=b")).Error,
        StringComparison.Ordinal);

    private async Task<string> GivenAsync(string input)
    {
        var runId = Guid.NewGuid().ToString("N");
        Assert.Equal(0, (await _cli.RunAsync("run", _cli.Write("count.json", Samples.Count), "--run-id", runId, "--input", input)).Code);
        return (await _cli.RunAsync("history", runId, "--json")).Out;
    }
}
