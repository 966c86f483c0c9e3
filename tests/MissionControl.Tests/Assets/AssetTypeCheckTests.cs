using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Tests.Assets;

public sealed class AssetTypeCheckTests
{
    private const string Email = """{"id":"1","from":"a@x","to":["b@x"],"subject":"s","date":"2026-01-01","body":"b"}""";
    private const string File = """{"name":"a.txt","media_type":"text/plain","size":3,"sha256":"00"}""";

    [Theory]
    [InlineData("text", "\"x\"")]
    [InlineData("markdown", "\"# x\"")]
    [InlineData("number", "1.5")]
    [InlineData("boolean", "false")]
    [InlineData("object", "{}")]
    [InlineData("config", """{"a":1}""")]
    [InlineData("list", """[1,"a",null]""")]
    [InlineData("number[]", "[]")]
    [InlineData("number[]", "[1,2]")]
    [InlineData("text[][]", """[["a"],[]]""")]
    [InlineData("any[]", "[null]")]
    [InlineData("any", "null")]
    [InlineData("any", "[[1]]")]
    [InlineData("report", """{"title":"t","format":"html","body":"b","chart":1}""")]
    [InlineData("file", File)]
    [InlineData("email", Email)]
    [InlineData("email[]", $"[{Email},{Email}]")]
    public void Content_OfItsType_HasNoProblem(string type, string content) =>
        Assert.Null(AssetTypeCheck.Problem(AssetType.Parse(type), JsonNode.Parse(content)));

    [Theory]
    [InlineData("text", "5", "at content: expected text, found number")]
    [InlineData("markdown", "{}", "at content: expected text, found object")]
    [InlineData("number", "\"5\"", "at content: expected number, found text")]
    [InlineData("boolean", "0", "at content: expected boolean, found number")]
    [InlineData("object", "[]", "at content: expected object, found list")]
    [InlineData("config", "true", "at content: expected object, found boolean")]
    [InlineData("list", "{}", "at content: expected list, found object")]
    [InlineData("text", "null", "at content: expected text, found null")]
    [InlineData("list", "null", "at content: expected list, found null")]
    [InlineData("number[]", "[1,null]", "at content[1]: expected number, found null")]
    [InlineData("text[][]", """[["a"],["b",3]]""", "at content[1][1]: expected text, found number")]
    [InlineData("report", "\"x\"", "at content: expected an object with title, format, body, found text")]
    [InlineData("report", """{"title":"t","format":"html"}""", "at content.body: expected text, found nothing")]
    [InlineData("file", """{"name":"a","media_type":"b","size":"3","sha256":"0"}""", "at content.size: expected number, found text")]
    [InlineData("email[]", $$"""[{{Email}},{"id":"1","from":"a","to":["b",2],"subject":"s","date":"d","body":"b"}]""", "at content[1].to[1]: expected text, found number")]
    [InlineData("email", """{"id":"1","from":"a","to":[],"subject":4,"date":"d","body":"b"}""", "at content.subject: expected text, found number")]
    public void Content_OfAnotherType_NamesTheFirstPlaceThatDoesNotFit(string type, string content, string problem) =>
        Assert.Equal(problem, AssetTypeCheck.Problem(AssetType.Parse(type), JsonNode.Parse(content)));

    [Fact]
    public void Content_MadeInMemory_IsCheckedLikeParsedContent()
    {
        Assert.Null(AssetTypeCheck.Problem(AssetType.Number, JsonValue.Create(5m)));
        Assert.Null(AssetTypeCheck.Problem(AssetType.Text, JsonValue.Create("x")));
        Assert.Equal("at content: expected text, found number", AssetTypeCheck.Problem(AssetType.Text, JsonValue.Create(5)));
    }
}
