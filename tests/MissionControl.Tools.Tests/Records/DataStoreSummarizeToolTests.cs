using System.Text.Json.Nodes;
using MissionControl.Runtime;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools.Records;

public sealed class DataStoreSummarizeToolTests
{
    private const string Records = """
        [
          {"topic":"billing","mood":"negative","amount":10,"date":"2026-01-02","at":"2026-01-02T10:00:00+02:00","vip":true},
          {"topic":"delivery","mood":"positive","amount":20.5,"date":"2026-01-05","at":"2026-01-02T09:00:00Z","vip":false},
          {"topic":"billing","mood":"positive","amount":40,"date":"2025-12-31"},
          {"topic":"","mood":"negative","amount":null,"date":"2026-01-01","mixed":1},
          {"mood":"negative","amount":1,"date":"2026-01-03","mixed":"a","nested":{"plan":"pro"}}
        ]
        """;

    private readonly InMemoryRecordStore _store = new();

    [Fact]
    public async Task Summary_GroupedByAField_ListsGroupsByCountThenName()
    {
        var summary = await SummarizeAsync(""" "group_by":"topic" """);

        Assert.Equal(5, summary["total"]!.GetValue<int>());
        Assert.Equal(
            """[{"value":"(none)","count":2,"share":40},{"value":"billing","count":2,"share":40},{"value":"delivery","count":1,"share":20}]""",
            Plain(summary["groups"]!["topic"]));
        Assert.Equal("""{"(none)":40,"billing":40,"delivery":20}""", Plain(summary["shares"]!["topic"]));
        Assert.Equal("[]", Plain(summary["combined"]));
    }

    [Fact]
    public async Task Summary_GroupedByTwoFields_CombinesThem()
    {
        var summary = await SummarizeAsync(""" "group_by":["topic","mood"] """);

        Assert.Equal(["topic", "mood"], summary["groups"]!.AsObject().Select(group => group.Key));
        Assert.Equal("""{"values":{"topic":"(none)","mood":"negative"},"count":2,"share":40}""", Plain(summary["combined"]![0]));
        Assert.Equal(4, summary["combined"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("amount", """{"type":"number","count":4,"missing":1,"min":1,"max":40,"sum":71.5,"mean":17.875,"median":15.25}""")]
    [InlineData("date", """{"type":"date","count":5,"missing":0,"earliest":"2025-12-31","latest":"2026-01-05"}""")]
    [InlineData("at", """{"type":"date","count":2,"missing":3,"earliest":"2026-01-02T08:00:00Z","latest":"2026-01-02T09:00:00Z"}""")]
    [InlineData("mood", """{"type":"text","count":5,"missing":0,"distinct":2}""")]
    [InlineData("vip", """{"type":"boolean","count":2,"missing":3,"distinct":2}""")]
    [InlineData("mixed", """{"type":"mixed","count":2,"missing":3,"distinct":2}""")]
    [InlineData("nested.plan", """{"type":"text","count":1,"missing":4,"distinct":1}""")]
    [InlineData("nobody_has_it", """{"type":"empty","count":0,"missing":5,"distinct":0}""")]
    public async Task Summary_Field_HasTheStatisticsOfItsType(string field, string expected)
    {
        var summary = await SummarizeAsync($$""" "fields":["{{field}}"] """);

        Assert.Equal(expected, Plain(summary["fields"]![field]));
        Assert.Single(summary["fields"]!.AsObject());
    }

    [Fact]
    public async Task Summary_WithoutFields_DescribesEveryFieldByName()
    {
        var summary = await SummarizeAsync(""" "summarization_type":"statistical" """);

        Assert.Equal(["amount", "at", "date", "mixed", "mood", "nested", "topic", "vip"], summary["fields"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Summary_Count_HasGroupsAndNoFields()
    {
        var summary = await SummarizeAsync(""" "summarization_type":"count","group_by":["mood"] """);

        Assert.Empty(summary["fields"]!.AsObject());
        Assert.Equal(2, summary["groups"]!["mood"]!.AsArray().Count);
    }

    [Fact]
    public async Task Summary_OtherOrderOfRecords_IsTheSame()
    {
        var forward = await SummarizeAsync(""" "group_by":["topic","mood"] """);
        var records = JsonNode.Parse(Records)!.AsArray().Select(record => record!.DeepClone().AsObject()).Reverse().ToList();
        await _store.WriteAsync(new RecordWrite("feedback", "again", records, RecordWriteMode.Replace, null), CancellationToken.None);

        var backward = await new ToolCall().RunAsync(new DataStoreSummarizeTool(_store), """{"store_name":"feedback","group_by":["topic","mood"]}""");

        Assert.Equal(forward.ToJsonString(), backward["summary"]!.ToJsonString());
    }

    [Fact]
    public async Task Summary_EmptyStore_HasATotalOfZero()
    {
        await _store.WriteAsync(new RecordWrite("empty", "k", [], RecordWriteMode.Append, null), CancellationToken.None);

        var outputs = await new ToolCall().RunAsync(new DataStoreSummarizeTool(_store), """{"store_name":"empty","group_by":["a","b"]}""");

        Assert.Equal(0, outputs["summary"]!["total"]!.GetValue<int>());
        Assert.Equal("""{"a":[],"b":[]}""", Plain(outputs["summary"]!["groups"]));
    }

    [Fact]
    public async Task Summary_DeclaredMembers_AreThoseItHas()
    {
        var summary = await SummarizeAsync(""" "group_by":"mood" """);

        var declared = new DataStoreSummarizeTool(_store).Signature.Outputs[0].Members.Keys;
        Assert.Equal(declared.Order(), summary.Select(member => member.Key).Order());
    }

    [Fact]
    public async Task Summary_UnknownStore_SaysWhatToDo()
    {
        var error = await new ToolCall().FailAsync(new DataStoreSummarizeTool(_store), """{"store_name":"nobody"}""");

        Assert.Equal("unknown_store", error.ErrorType);
        Assert.Contains("There is no record store 'nobody'. Write it first with data_store_update", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[\"a\",5]")]
    [InlineData("\"\"")]
    public async Task Summary_GroupByThatIsNoFieldName_IsRefused(string groupBy)
    {
        var error = await new ToolCall().FailAsync(new DataStoreSummarizeTool(_store), $$"""{"store_name":"s","group_by":{{groupBy}}}""");

        Assert.Contains("'group_by' must be the name of a field or a list of such names", error.Message, StringComparison.Ordinal);
    }

    private async Task<JsonObject> SummarizeAsync(string parameters)
    {
        var records = JsonNode.Parse(Records)!.AsArray().Select(record => record!.DeepClone().AsObject()).ToList();
        await _store.WriteAsync(new RecordWrite("feedback", "k", records, RecordWriteMode.Append, null), CancellationToken.None);
        var outputs = await new ToolCall().RunAsync(new DataStoreSummarizeTool(_store), $$"""{"store_name":"feedback",{{parameters}}}""");
        return outputs["summary"]!.AsObject();
    }

    private static string Plain(JsonNode? node) => node!.ToJsonString(Wire.Options)
        .Replace(".0,", ",", StringComparison.Ordinal).Replace(".0}", "}", StringComparison.Ordinal);
}
