using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Tests.Decisions;

public sealed class Decision02_AMissingPathIsAnError
{
    private const string Body = """{"content": {"name": "Ada", "none": null, "list": [1], "gap": {}}}""";

    [Theory]
    [InlineData("content.nam", "content has no member \"nam\"; it has \"name\", \"none\", \"list\", \"gap\"")]
    [InlineData("content.gap.x", "content.gap is an empty object")]
    [InlineData("content.name.first", "content.name is text, so it has no member \"first\"")]
    [InlineData("content.none.first", "content.none is null, so it has no member \"first\"")]
    [InlineData("content.list.first", "content.list is a list, so it has no member \"first\"; read content.list[].first or content.list[0].first")]
    [InlineData("content.list[1]", "content.list has 1 elements, so there is no [1]")]
    [InlineData("content.name[0]", "content.name is text, so there is no [0]")]
    [InlineData("metadata.stored", "the asset has no metadata")]
    public void Path_ThatLeadsNowhere_IsMissingAndSaysWhatStandsThere(string path, string reason) =>
        Assert.Contains(reason, Assert.IsType<AssetPathReading.Missing>(Read(path)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Path_ThatLeadsNowhereAndIsOptional_StaysMissing() =>
        Assert.IsType<AssetPathReading.Missing>(AssetPath.Parse("content.nam").Read(Asset(), optional: true));

    [Theory]
    [InlineData("5", "5")]
    [InlineData("null", null)]
    public void Path_ThatLeadsNowhereWithADefault_GivesTheDefault(string @default, string? expected)
    {
        var reading = AssetPath.Parse("content.nam").Read(Asset(), @default: JsonDocument.Parse(@default).RootElement);

        Assert.Equal(expected, Assert.IsType<AssetPathReading.Found>(reading).Value?.ToJsonString());
    }

    [Fact]
    public void Null_ThatStandsAtThePath_IsAValueEvenWithADefault()
    {
        var reading = AssetPath.Parse("content.none").Read(Asset(), optional: true, JsonDocument.Parse("5").RootElement);

        Assert.Null(Assert.IsType<AssetPathReading.Found>(reading).Value);
    }

    [Fact]
    public void Content_ThatIsNull_IsAValue() =>
        Assert.Null(Assert.IsType<AssetPathReading.Found>(AssetPath.Content.Read(new JsonObject { ["content"] = null })).Value);

    [Fact]
    public void Reason_WithHostileMemberNames_StaysOnItsLine()
    {
        var body = new JsonObject { ["content"] = new JsonObject { ["a\r\n\u001b[31m\u202e"] = 1 } };

        var reason = Assert.IsType<AssetPathReading.Missing>(AssetPath.Parse("content.x").Read(body)).Reason;

        Assert.Contains("\"a\\u000d\\u000a\\u001b[31m\\u202e\"", reason, StringComparison.Ordinal);
    }

    private static AssetPathReading Read(string path) => AssetPath.Parse(path).Read(Asset());

    private static JsonObject Asset() => (JsonObject)JsonNode.Parse(Body)!;
}
