using System.Text.Json.Nodes;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task RecordWrite_RepeatedWithItsKey_GetsTheFirstReceipt()
    {
        await using var stores = await OpenAsync();

        var first = await WriteAsync(stores, "k1", RecordWriteMode.Append, null, """{"id":1}""", """{"id":2}""");
        var again = await WriteAsync(stores, "k1", RecordWriteMode.Replace, null, """{"id":9}""");

        Assert.Equal(new RecordReceipt("s", 2, 2), first);
        Assert.Equal(first, again);
        Assert.Equal("""{"id":1}{"id":2}""", await ReadAsync(stores));
    }

    [StoreFact]
    public async Task RecordWrite_OfEveryMode_DoesWhatItSays()
    {
        await using var stores = await OpenAsync();
        await WriteAsync(stores, "k1", RecordWriteMode.Append, null, """{"id":1}""", """{"id":"1"}""", """{"id":1,"old":true}""", """{"other":1}""");

        Assert.Equal(new RecordReceipt("s", 2, 4), await WriteAsync(stores, "k2", RecordWriteMode.Upsert, "id", """{"id":1,"new":true}""", """{"id":3}"""));
        Assert.Equal(new RecordReceipt("s", 1, 4), await WriteAsync(stores, "k3", RecordWriteMode.Upsert, "other", """{"other":1,"id":4}"""));
        Assert.Equal("""{"id":1,"new":true}{"id":"1"}{"other":1,"id":4}{"id":3}""", await ReadAsync(stores));
        Assert.Equal(new RecordReceipt("s", 1, 5), await WriteAsync(stores, "k4", RecordWriteMode.Append, null, """{"id":3}"""));
        Assert.Equal(new RecordReceipt("s", 1, 4), await WriteAsync(stores, "k5", RecordWriteMode.Upsert, "id", """{"id":3,"last":1}"""));
        Assert.Equal(new RecordReceipt("s", 1, 1), await WriteAsync(stores, "k6", RecordWriteMode.Replace, null, """{"id":7}"""));
        Assert.Equal(new RecordReceipt("s", 0, 1), await WriteAsync(stores, "k7", RecordWriteMode.Append, null));
        Assert.Equal("""{"id":7}""", await ReadAsync(stores));
        Assert.Null(await stores.Records.ReadAsync("unknown", None));
    }

    [StoreFact]
    public async Task Upsert_OfARecordWithoutTheKey_IsRefusedWhole()
    {
        await using var stores = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(stores, "k1", RecordWriteMode.Upsert, "id", """{"id":1}""", """{"name":"x"}"""));
        await Assert.ThrowsAsync<ArgumentException>(() => stores.Records.WriteAsync(new RecordWrite("../s", "k", [], RecordWriteMode.Append, null), None));

        Assert.Null(await stores.Records.ReadAsync("s", None));
    }

    [StoreFact]
    public async Task RecordWrites_OfManyAtOnce_AreAllKeptWhole()
    {
        await using var stores = await OpenAsync();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            WriteAsync(stores, $"k{i}", RecordWriteMode.Append, null, $$"""{"by":{{i}},"part":1}""", $$"""{"by":{{i}},"part":2}""")));

        var records = (await stores.Records.ReadAsync("s", None))!;
        Assert.Equal([2, 4, 6, 8, 10, 12, 14, 16], receipts.Select(receipt => receipt.Total).Order());
        Assert.All(records.Chunk(2), pair => Assert.Equal(((int)pair[0]["by"]!, 1, 2), ((int)pair[1]["by"]!, (int)pair[0]["part"]!, (int)pair[1]["part"]!)));
    }

    [StoreFact]
    public async Task RecordWrites_WithOneKeyAtOnce_AreAppliedOnce()
    {
        await using var stores = await OpenAsync();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WriteAsync(stores, "k", RecordWriteMode.Append, null, """{"id":1}""")));

        Assert.All(receipts, receipt => Assert.Equal(new RecordReceipt("s", 1, 1), receipt));
        Assert.Equal("""{"id":1}""", await ReadAsync(stores));
    }

    [StoreFact]
    public async Task RecordStore_OfManyWrites_KeepsEveryOne()
    {
        await using var stores = await OpenAsync();
        for (var i = 0; i < 140; i++)
        {
            await WriteAsync(stores, $"k{i}", i % 3 == 2 ? RecordWriteMode.Upsert : RecordWriteMode.Append, i % 3 == 2 ? "id" : null, $$"""{"id":{{i - (i % 3 == 2 ? 2 : 0)}},"write":{{i}}}""");
        }

        var records = (await stores.Records.ReadAsync("s", None))!;

        Assert.Equal(Enumerable.Range(0, 140).Where(i => i % 3 != 2).Select(i => i % 3 == 0 && i + 2 < 140 ? i + 2 : i), records.Select(record => (int)record["write"]!));
        Assert.Equal(new RecordReceipt("s", 1, 1), await WriteAsync(stores, "k0", RecordWriteMode.Append, null));
    }

    [StoreFact]
    public async Task RecordWrite_OfManyAndLargeRecords_IsReadBackInOrder()
    {
        await using var stores = await OpenAsync();
        var large = new JsonObject { ["text"] = new string('ü', 200_000), ["odd"] = new JsonArray([.. OddTexts.Select(text => (JsonNode)text)]) };
        var records = Enumerable.Range(0, 1500).Select(i => Json($$"""{"id":{{i}},"text":"{{new string('x', 100)}}"}""")).Append(large).ToList();

        var receipt = await stores.Records.WriteAsync(new RecordWrite("big", "k", records, RecordWriteMode.Append, null), None);

        Assert.Equal(new RecordReceipt("big", 1501, 1501), receipt);
        var found = (await stores.Records.ReadAsync("big", None))!;
        Assert.True(records.Zip(found).All(pair => JsonNode.DeepEquals(pair.First, pair.Second)));
    }

    private static Task<RecordReceipt> WriteAsync(ConformanceStores stores, string key, RecordWriteMode mode, string? field, params string[] records) =>
        stores.Records.WriteAsync(new RecordWrite("s", key, [.. records.Select(Json)], mode, field), None);

    private static async Task<string> ReadAsync(ConformanceStores stores) =>
        string.Concat((await stores.Records.ReadAsync("s", None))!.Select(record => record.ToJsonString()));
}
