using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Tests.Decisions;

public sealed class Decision01_PathsStartAtTheAsset
{
    private const string Body = """
        {
          "content": {
            "query": "label:feedback",
            "a.b": 7,
            "say \"hi\"": "there",
            "": "unnamed",
            "nothing": null,
            "empty": [],
            "items": [{"name": "Ada", "tags": ["x", "y"]}, {"name": null, "tags": []}],
            "people": [{"name": "Ada"}, {"age": 3}, 5]
          },
          "metadata": {"stored": true}
        }
        """;

    [Theory]
    [InlineData("content.query", "\"label:feedback\"")]
    [InlineData("content[\"query\"]", "\"label:feedback\"")]
    [InlineData("content[\"a.b\"]", "7")]
    [InlineData("content[\"say \\\"hi\\\"\"]", "\"there\"")]
    [InlineData("content[\"\"]", "\"unnamed\"")]
    [InlineData("content.items[0].name", "\"Ada\"")]
    [InlineData("content.items[0].tags[1]", "\"y\"")]
    [InlineData("content.items[].name", "[\"Ada\",null]")]
    [InlineData("content.items[]", "[{\"name\":\"Ada\",\"tags\":[\"x\",\"y\"]},{\"name\":null,\"tags\":[]}]")]
    [InlineData("content.items[].tags", "[[\"x\",\"y\"],[]]")]
    [InlineData("content.items[].tags[]", "[[\"x\",\"y\"],[]]")]
    [InlineData("content.empty[]", "[]")]
    [InlineData("content.empty[].name", "[]")]
    [InlineData("metadata.stored", "true")]
    [InlineData("metadata", "{\"stored\":true}")]
    public void Path_ThatExists_GivesTheValueThere(string path, string expected)
    {
        var found = Assert.IsType<AssetPathReading.Found>(Read(path));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), found.Value), found.Value?.ToJsonString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("content")]
    public void NoPath_MeansTheWholeContent(string? path)
    {
        var found = Assert.IsType<AssetPathReading.Found>(Read(path));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Body)!["content"], found.Value));
    }

    [Theory]
    [InlineData("query", 1, "did you mean \"content.query\"")]
    [InlineData("contents.query", 1, "did you mean \"content.query\"")]
    [InlineData("Content", 1, "did you mean \"content\"")]
    [InlineData("meta.stored", 1, "did you mean \"metadata.stored\"")]
    [InlineData(".query", 1, "starts at the asset with 'content' or 'metadata'")]
    [InlineData("$.content", 1, "'content' or 'metadata'")]
    [InlineData("content.", 9, "expected a name after '.'")]
    [InlineData("content..query", 9, "expected a name after '.'")]
    [InlineData("content query", 8, "quote a name with special characters")]
    [InlineData("content.first name", 14, "quote a name with special characters")]
    [InlineData("content.items]", 14, "expected '.'")]
    [InlineData("content.items[", 15, "expected an index")]
    [InlineData("content.items[0", 16, "expected an index")]
    [InlineData("content.items[x]", 15, "expected an index")]
    [InlineData("content.items[-1]", 15, "expected an index")]
    [InlineData("content.items[*]", 15, "expected an index")]
    [InlineData("content.items[99999999999]", 15, "an index is at most")]
    [InlineData("content[\"a.b]", 14, "must end with \"]")]
    [InlineData("content[\"a\"", 11, "must end with \"]")]
    [InlineData("content[\"\\x\"]", 9, "no JSON text")]
    [InlineData("content[\"\\ud800\"]", 9, "no JSON text")]
    [InlineData("content\n", 8, "\\u000a")]
    public void Path_ThatIsMalformed_IsRefusedNamingColumnAndCure(string path, int column, string cure)
    {
        var error = Assert.Throws<FormatException>(() => AssetPath.Parse(path)).Message;

        Assert.Contains($"column {column}:", error, StringComparison.Ordinal);
        Assert.Contains(cure, error, StringComparison.Ordinal);
        Assert.False(AssetPath.TryParse(path, out _, out var same));
        Assert.Equal(error, same);
    }

    [Theory]
    [InlineData(1100, ".a", "at most 1024 characters")]
    [InlineData(32, "[0]", "at most 32 parts")]
    public void Path_BeyondItsBounds_IsRefused(int times, string part, string cure)
    {
        Assert.False(AssetPath.TryParse("content" + string.Concat(Enumerable.Repeat(part, times)), out _, out var error));
        Assert.Contains(cure, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content.items[0].name")]
    [InlineData("content[\"a.b\"][].x")]
    [InlineData("content[\"say \\\"hi\\\"\\u000a\"]")]
    [InlineData("metadata.größe")]
    public void Path_WrittenAsText_ParsesToItself(string path) => Assert.Equal(path, AssetPath.Parse(path).ToString());

    [Theory]
    [InlineData("content.query[]", "content.query is text")]
    [InlineData("content[].name", "content is object")]
    [InlineData("content.nothing[]", "content.nothing is null")]
    [InlineData("content.items[].name[]", "content.items[0].name is text")]
    public void Projection_OfSomethingElseThanAList_IsAnErrorEvenWhenOptional(string path, string reason)
    {
        var invalid = Assert.IsType<AssetPathReading.Invalid>(Read(path, optional: true));

        Assert.Contains(reason, invalid.Reason, StringComparison.Ordinal);
        Assert.Contains("[] needs a list", invalid.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Projection_WithAnElementWithoutTheMember_IsMissingAndNamesTheElement()
    {
        var missing = Assert.IsType<AssetPathReading.Missing>(Read("content.people[].name"));

        Assert.Contains("content.people[1] has no member \"name\"; it has \"age\"", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Projection_WithAnElementWithoutTheMemberAndOptional_LeavesTheElementOut() =>
        Assert.Equal("[\"Ada\"]", Json(Read("content.people[].name", optional: true)));

    [Theory]
    [InlineData("\"nobody\"", "[\"Ada\",\"nobody\",\"nobody\"]")]
    [InlineData("null", "[\"Ada\",null,null]")]
    public void Projection_WithAnElementWithoutTheMemberAndADefault_PutsTheDefaultThere(string @default, string expected) =>
        Assert.Equal(expected, Json(Read("content.people[].name", optional: false, @default)));

    [Fact]
    public void Value_ThatWasRead_CanBeAttachedElsewhereAndLeavesTheAssetUntouched()
    {
        var body = (JsonObject)JsonNode.Parse(Body)!;
        var found = (AssetPathReading.Found)AssetPath.Parse("content.items").Read(body);

        var elsewhere = new JsonObject { ["items"] = found.Value };
        elsewhere["items"]![0]!["name"] = "changed";

        Assert.Equal("Ada", (string?)body["content"]!["items"]![0]!["name"]);
    }

    private static AssetPathReading Read(string? path, bool optional = false, string? @default = null) =>
        AssetPath.Parse(path).Read(
            (JsonObject)JsonNode.Parse(Body)!,
            optional,
            @default is null ? null : JsonDocument.Parse(@default).RootElement);

    private static string Json(AssetPathReading reading) => Assert.IsType<AssetPathReading.Found>(reading).Value!.ToJsonString();
}
