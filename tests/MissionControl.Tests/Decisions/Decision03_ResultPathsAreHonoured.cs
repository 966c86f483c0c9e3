using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Tests.Decisions;

public sealed class Decision03_ResultPathsAreHonoured
{
    [Theory]
    [InlineData("{}", null, """{"content":7}""")]
    [InlineData("""{"content":"old"}""", "content", """{"content":7}""")]
    [InlineData("{}", "content.a", """{"content":{"a":7}}""")]
    [InlineData("{}", "content.a.b[0].c", """{"content":{"a":{"b":[{"c":7}]}}}""")]
    [InlineData("{}", "content[0]", """{"content":[7]}""")]
    [InlineData("""{"content":null}""", "content.a", """{"content":{"a":7}}""")]
    [InlineData("""{"content":{"a":null}}""", "content.a.b", """{"content":{"a":{"b":7}}}""")]
    [InlineData("""{"content":{"a":1}}""", "content.b", """{"content":{"a":1,"b":7}}""")]
    [InlineData("""{"content":{"a":1}}""", "content.a", """{"content":{"a":7}}""")]
    [InlineData("""{"content":[1]}""", "content[1]", """{"content":[1,7]}""")]
    [InlineData("""{"content":[1,2]}""", "content[0]", """{"content":[7,2]}""")]
    [InlineData("""{"content":[{"a":1}]}""", "content[0].b", """{"content":[{"a":1,"b":7}]}""")]
    [InlineData("""{"content":1}""", "metadata.stored", """{"content":1,"metadata":{"stored":7}}""")]
    [InlineData("{}", "content[\"a.b\"]", """{"content":{"a.b":7}}""")]
    public void Write_AtAPath_SetsThatPlaceAndCreatesWhatIsMissing(string before, string? path, string after)
    {
        var body = (JsonObject)JsonNode.Parse(before)!;

        AssetPath.Parse(path).Write(body, JsonValue.Create(7));

        Assert.Equal(after, body.ToJsonString());
    }

    [Theory]
    [InlineData("""{"content":[1]}""", "content[2]", "content has 1 elements, so [2] cannot be set; the next free index is [1]")]
    [InlineData("""{"content":{}}""", "content.new[1]", "content.new has 0 elements")]
    [InlineData("""{"content":"text"}""", "content.a", "content is text, so content.a cannot be set")]
    [InlineData("""{"content":{"a":5}}""", "content.a.b.c", "content.a is number, so content.a.b cannot be set")]
    [InlineData("""{"content":{"a":{}}}""", "content.a[0]", "content.a is object, so content.a[0] cannot be set; an index needs a list")]
    [InlineData("""{"content":[{}]}""", "content.a", "content is list, so content.a cannot be set")]
    [InlineData("""{"content":[{}]}""", "content[].a", "content[].a: a result path has no []")]
    [InlineData("{}", "metadata", "metadata is an object")]
    [InlineData("{}", "metadata[0]", "metadata is an object")]
    public void Write_ThatCannotBeDone_ThrowsWithPlaceAndCureAndChangesNothing(string before, string path, string message)
    {
        var body = (JsonObject)JsonNode.Parse(before)!;

        var error = Assert.Throws<AssetPathException>(() => AssetPath.Parse(path).Write(body, JsonValue.Create(7)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, body.ToJsonString());
    }

    [Fact]
    public void TwoOutputs_WrittenIntoOneAsset_StandSideBySide()
    {
        var body = new JsonObject();

        AssetPath.Parse("content.summary").Write(body, "short");
        AssetPath.Parse("content.count").Write(body, 3);

        Assert.Equal("""{"content":{"summary":"short","count":3}}""", body.ToJsonString());
    }

    [Fact]
    public void Write_OfAValueThatBelongsElsewhere_CopiesIt()
    {
        var source = new JsonObject { ["value"] = new JsonObject { ["x"] = 1 } };
        var body = new JsonObject();

        AssetPath.Content.Write(body, source["value"]);
        body["content"]!["x"] = 2;

        Assert.Equal("""{"value":{"x":1}}""", source.ToJsonString());
    }

    [Fact]
    public void Write_OfNull_PutsANullThere()
    {
        var body = new JsonObject();

        AssetPath.Parse("content.a").Write(body, null);

        Assert.Equal("""{"content":{"a":null}}""", body.ToJsonString());
    }
}
