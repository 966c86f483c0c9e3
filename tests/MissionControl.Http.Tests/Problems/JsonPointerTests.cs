namespace MissionControl.Http.Problems;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("$", "")]
    [InlineData("$.hops[1].steps[0].tool_name", "/hops/1/steps/0/tool_name")]
    [InlineData("$[\"a b\"].c", "/a b/c")]
    [InlineData("$[\"a/b~c\"]", "/a~1b~0c")]
    [InlineData("$[\"with \\\"]\\\" inside\"][2]", "/with \"]\" inside/2")]
    [InlineData("$.hops[", "/hops/")]
    public void Path_OfADocument_BecomesThePointerToTheSamePlace(string path, string pointer) =>
        Assert.Equal("/mission" + pointer, JsonPointer.OfPath("/mission", path));
}
