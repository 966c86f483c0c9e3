using System.Text.Json.Nodes;
using MissionControl.Testing.Stores;

namespace MissionControl.Tools.Records;

public sealed class DataStoreUpdateToolTests
{
    private readonly InMemoryRecordStore _store = new();

    [Fact]
    public async Task DataStoreUpdate_Records_ReturnsReferenceAndSuccess()
    {
        var outputs = await WriteAsync("""{"store_name":"feedback","data":[{"id":1},{"id":2}]}""", key: "a");

        Assert.Equal("""{"store_name":"feedback","written":2,"total":2}""", outputs["store_ref"]!.ToJsonString());
        Assert.True(outputs["success"]!.GetValue<bool>());
    }

    [Fact]
    public async Task DataStoreUpdate_SameKeyAgain_WritesOnceAndReturnsTheFirstReceipt()
    {
        var first = await WriteAsync("""{"store_name":"feedback","data":[{"id":1}]}""", key: "a");
        var again = await WriteAsync("""{"store_name":"feedback","data":[{"id":1}]}""", key: "a");

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("""[{"id":1}]""", await ContentAsync());
    }

    [Theory]
    [InlineData("append", """[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":2,"n":"c"}]""", 3)]
    [InlineData("replace", """[{"id":2,"n":"c"}]""", 1)]
    [InlineData("upsert", """[{"id":1,"n":"a"},{"id":2,"n":"c"}]""", 2)]
    public async Task DataStoreUpdate_SecondWrite_TreatsWhatIsThereAsItsModeSays(string mode, string expected, int total)
    {
        await WriteAsync("""{"store_name":"feedback","data":[{"id":1,"n":"a"},{"id":2,"n":"b"}]}""", key: "a");

        var outputs = await WriteAsync($$"""{"store_name":"feedback","data":[{"id":2,"n":"c"}],"mode":"{{mode}}","key":"id"}""", key: "b");

        Assert.Equal(expected, await ContentAsync());
        Assert.Equal(total, outputs["store_ref"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task DataStoreUpdate_SingleObject_IsOneRecord()
    {
        await WriteAsync("""{"store_name":"feedback","data":{"id":1}}""", key: "a");

        Assert.Equal("""[{"id":1}]""", await ContentAsync());
    }

    [Fact]
    public async Task DataStoreUpdate_EmptyReplace_LeavesAnEmptyStore()
    {
        await WriteAsync("""{"store_name":"feedback","data":[{"id":1}]}""", key: "a");

        await WriteAsync("""{"store_name":"feedback","data":[],"mode":"replace"}""", key: "b");

        Assert.Equal("[]", await ContentAsync());
    }

    [Theory]
    [InlineData("""{"store_name":"../x","data":[]}""", "'store_name' is not an id")]
    [InlineData("""{"store_name":"s","data":[1]}""", "'data[0]' is a number")]
    [InlineData("""{"store_name":"s","data":[{},null]}""", "'data[1]' is null")]
    [InlineData("""{"store_name":"s","data":"text"}""", "'data' is a string")]
    [InlineData("""{"store_name":"s","data":[],"mode":"merge"}""", "append, replace or upsert")]
    [InlineData("""{"store_name":"s","data":[],"mode":"upsert"}""", "needs 'key'")]
    [InlineData("""{"store_name":"s","data":[{"id":1},{"other":2}],"mode":"upsert","key":"id"}""", "Record 1 has no value in the field 'id'")]
    public async Task DataStoreUpdate_UnfitInput_IsRefusedAndWritesNothing(string parameters, string message)
    {
        var error = await new ToolCall().FailAsync(new DataStoreUpdateTool(_store), parameters);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
        Assert.Null(await _store.ReadAsync("s", CancellationToken.None));
    }

    private Task<JsonObject> WriteAsync(string parameters, string key) =>
        new ToolCall { Key = key }.RunAsync(new DataStoreUpdateTool(_store), parameters);

    private async Task<string> ContentAsync()
    {
        var records = await _store.ReadAsync("feedback", CancellationToken.None);
        return new JsonArray(records!.ToArray<JsonNode>()).ToJsonString();
    }
}
