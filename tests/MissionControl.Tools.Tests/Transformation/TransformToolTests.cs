using System.Text.Json.Nodes;

namespace MissionControl.Tools.Transformation;

public sealed class TransformToolTests
{
    private const string Items = """
        [
          {"id":1,"name":"Zoe","age":30,"since":"2026-01-05","tags":["a","b"],"plan":{"name":"pro","seats":5}},
          {"id":2,"name":"adam","age":9,"since":"2025-12-31T23:00:00-02:00","tags":[],"plan":{"name":"free"}},
          {"id":3,"name":"Bert","age":null,"active":true},
          {"id":4,"name":"Zoe","age":30.0,"active":false}
        ]
        """;

    [Theory]
    [InlineData("""{"field":"name","value":"Zoe"}""", "1 4")]
    [InlineData("""{"field":"name","op":"eq","value":"zoe"}""", "")]
    [InlineData("""{"field":"age","op":"eq","value":30}""", "1 4")]
    [InlineData("""{"field":"age","op":"eq","value":"30"}""", "")]
    [InlineData("""{"field":"age","op":"eq","value":null}""", "3")]
    [InlineData("""{"field":"name","op":"ne","value":"Zoe"}""", "2 3")]
    [InlineData("""{"field":"active","op":"ne","value":true}""", "1 2 4")]
    [InlineData("""{"field":"age","op":"gt","value":9}""", "1 4")]
    [InlineData("""{"field":"age","op":"gte","value":9}""", "1 2 4")]
    [InlineData("""{"field":"age","op":"lt","value":30}""", "2")]
    [InlineData("""{"field":"age","op":"lte","value":30}""", "1 2 4")]
    [InlineData("""{"field":"age","op":"lt","value":"z"}""", "")]
    [InlineData("""{"field":"since","op":"gte","value":"2026-01-01"}""", "1 2")]
    [InlineData("""{"field":"name","op":"contains","value":"O"}""", "1 4")]
    [InlineData("""{"field":"tags","op":"contains","value":"b"}""", "1")]
    [InlineData("""{"field":"plan","op":"exists"}""", "1 2")]
    [InlineData("""{"field":"plan","op":"exists","value":false}""", "3 4")]
    [InlineData("""{"field":"age","op":"exists"}""", "1 2 3 4")]
    [InlineData("""{"field":"plan.name","op":"eq","value":"pro"}""", "1")]
    [InlineData("""{"field":"plan.name.x","op":"eq","value":"pro"}""", "")]
    [InlineData("""{"field":"id","op":"in","value":[2,4,"1"]}""", "2 4")]
    [InlineData("""{"field":"plan","op":"eq","value":{"name":"free"}}""", "2")]
    public async Task Filter_Condition_KeepsWhatFulfilsIt(string condition, string expected) =>
        Assert.Equal(expected, await IdsAsync($$""" "filter":[{{condition}}] """));

    [Fact]
    public async Task Filter_SeveralConditions_MustAllHold() =>
        Assert.Equal("4", await IdsAsync(""" "filter":[{"field":"name","value":"Zoe"},{"field":"active","op":"exists"}] """));

    [Theory]
    [InlineData("""{"field":"name"}""", "3 1 4 2")]
    [InlineData("""{"field":"name","direction":"desc"}""", "2 1 4 3")]
    [InlineData("""{"field":"age"}""", "2 1 4 3")]
    [InlineData("""{"field":"age","direction":"desc"}""", "1 4 2 3")]
    [InlineData("""{"field":"since"}""", "2 1 3 4")]
    [InlineData("""{"field":"plan.seats"}""", "1 2 3 4")]
    [InlineData("""{"field":"name"},{"field":"id","direction":"desc"}""", "3 4 1 2")]
    public async Task Sort_Keys_OrderWithEqualOnesInPlace(string keys, string expected) =>
        Assert.Equal(expected, await IdsAsync($$""" "sort":[{{keys}}] """));

    [Fact]
    public async Task Sort_MixedTypes_OrdersBooleansNumbersTextsListsObjects()
    {
        const string Mixed = """[{"v":{"a":1}},{"v":[1]},{"v":"10"},{"v":2},{"v":1e300},{"v":true},{"v":null},{},{"v":"9"},{"v":10}]""";

        var outputs = await new ToolCall().RunAsync(new TransformTool(), $$"""{"items":{{Mixed}},"sort":[{"field":"v"}]}""");

        Assert.Equal(
            """[{"v":true},{"v":2},{"v":10},{"v":1e300},{"v":"10"},{"v":"9"},{"v":[1]},{"v":{"a":1}},{"v":null},{}]""",
            outputs["transformed"]!.ToJsonString());
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("2", "1 2")]
    [InlineData("99999999999", "1 2 3 4")]
    public async Task Limit_Number_KeepsTheFirst(string limit, string expected) => Assert.Equal(expected, await IdsAsync($$""" "limit":{{limit}} """));

    [Theory]
    [InlineData(""" "select":["name","id"] """, """{"name":"Zoe","id":1}""")]
    [InlineData(""" "select":["plan.name","nobody"] """, """{"plan.name":"pro"}""")]
    [InlineData(""" "rename":{"name":"who"},"select":["who"] """, """{"who":"Zoe"}""")]
    [InlineData(""" "rename":{"plan.seats":"seats"},"select":["id","seats"] """, """{"id":1,"seats":5}""")]
    [InlineData(""" "rename":{"id":"name","name":"id"},"select":["id","name"] """, """{"id":"Zoe","name":1}""")]
    public async Task Shape_RenameThenSelect_LeavesTheFieldsAskedFor(string parameters, string expected)
    {
        var transformed = await TransformAsync(parameters);

        Assert.Equal(expected, transformed[0]!.ToJsonString());
    }

    [Fact]
    public async Task Transform_WithoutOperations_GivesTheSameList() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Items), await TransformAsync(""" "limit":9 """)));

    [Theory]
    [InlineData(""" "filter":[{"field":"a","op":"like","value":1}] """, "'filter[0]' has an unknown 'op'; use one of eq, ne")]
    [InlineData(""" "filter":[{"op":"eq","value":1}] """, "'filter[0]' needs 'field'")]
    [InlineData(""" "filter":[{"field":"a"}] """, "'filter[0]' needs 'value' for 'eq'")]
    [InlineData(""" "filter":[{"field":"a","op":"in","value":1}] """, "needs a list as 'value' for 'in'")]
    [InlineData(""" "filter":[{"field":"a","op":"exists","value":1}] """, "takes true or false")]
    [InlineData(""" "filter":[{"field":"a","value":1,"valu":2}] """, "unknown member 'valu'")]
    [InlineData(""" "filter":[1] """, "'filter[0]' is a number")]
    [InlineData(""" "sort":[{"direction":"asc"}] """, "'sort[0]' needs 'field'")]
    [InlineData(""" "sort":[{"field":"a","direction":"up"}] """, "'sort[0]' needs asc or desc")]
    [InlineData(""" "limit":-1 """, "'limit' must be a whole number")]
    [InlineData(""" "limit":1.5 """, "'limit' must be a whole number")]
    [InlineData(""" "rename":{"id":1} """, "'rename.id' must be the new name")]
    [InlineData(""" "rename":{"id":"x","age":"x"} """, "'rename' gives two fields one name")]
    [InlineData(""" "rename":{"id":"name"} """, "'rename' gives a field the name 'name', which another field")]
    [InlineData(""" "select":[1] """, "'select' must be a list of field names")]
    public async Task Transform_UnfitOperation_IsRefusedWithItsPlace(string parameters, string message)
    {
        var error = await new ToolCall().FailAsync(new TransformTool(), $$"""{"items":{{Items}},{{parameters}}}""");

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    private static async Task<string> IdsAsync(string parameters) =>
        string.Join(' ', (await TransformAsync(parameters)).Select(item => item!["id"]!.ToJsonString()));

    private static async Task<JsonArray> TransformAsync(string parameters)
    {
        var outputs = await new ToolCall().RunAsync(new TransformTool(), $$"""{"items":{{Items}},{{parameters}}}""");
        return outputs["transformed"]!.AsArray();
    }
}
