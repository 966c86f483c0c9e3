using System.Text.Json.Nodes;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Stores;

public sealed class StoreTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task RecordWrite_RepeatedWithItsKey_GetsTheFirstReceipt(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());

        var first = await WriteAsync(test, "k1", RecordWriteMode.Append, null, """{"id":1}""", """{"id":2}""");
        await test.CrashAsync();
        var again = await WriteAsync(test, "k1", RecordWriteMode.Replace, null, """{"id":9}""");

        Assert.Equal(new RecordReceipt("s", 2, 2), first);
        Assert.Equal(first, again);
        Assert.Equal("""{"id":1}{"id":2}""", await ReadAsync(test));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Upsert_ReplacesTheRecordsOfItsKeyInTheirPlace(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());
        await WriteAsync(test, "k1", RecordWriteMode.Append, null, """{"id":1}""", """{"id":"1"}""", """{"id":1,"old":true}""", """{"other":1}""");

        var receipt = await WriteAsync(test, "k2", RecordWriteMode.Upsert, "id", """{"id":1,"new":true}""", """{"id":3}""");
        var other = await WriteAsync(test, "k3", RecordWriteMode.Upsert, "other", """{"other":1,"id":4}""");

        Assert.Equal(new RecordReceipt("s", 2, 4), receipt);
        Assert.Equal(new RecordReceipt("s", 1, 4), other);
        Assert.Equal("""{"id":1,"new":true}{"id":"1"}{"other":1,"id":4}{"id":3}""", await ReadAsync(test));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Replace_LeavesOnlyWhatItBrings(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());
        await WriteAsync(test, "k1", RecordWriteMode.Append, null, """{"id":1}""", """{"id":2}""");

        var receipt = await WriteAsync(test, "k2", RecordWriteMode.Replace, null, """{"id":3}""");

        Assert.Equal(new RecordReceipt("s", 1, 1), receipt);
        Assert.Equal("""{"id":3}""", await ReadAsync(test));
        Assert.Null(await test.Stores.Records.ReadAsync("unknown", default));
    }

    [Fact]
    public async Task Upsert_OfARecordWithoutTheKey_IsRefused()
    {
        await using var test = await TestRuntime.StartAsync(new OrchestrationRegistry());

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(test, "k1", RecordWriteMode.Upsert, "id", """{"name":"x"}"""));

        Assert.Null(await test.Stores.Records.ReadAsync("s", default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Claim_IsGivenToOne(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => test.Stores.Claims.TryClaimAsync("r1", "pay", default)));
        await test.CrashAsync();

        Assert.Single(claims, claimed => claimed);
        Assert.False(await test.Stores.Claims.TryClaimAsync("r1", "pay", default));
        Assert.True(await test.Stores.Claims.TryClaimAsync("r2", "pay", default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Asset_OfTwentyMegabytes_ComesBackWhole(Mode mode)
    {
        var body = new byte[20 << 20];
        body[^1] = 7;
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());

        await test.Stores.Assets.PutAsync("r1", "hash", body, default);
        await test.Stores.Assets.PutAsync("r1", "empty", Array.Empty<byte>(), default);
        await test.CrashAsync();

        Assert.True((await test.Stores.Assets.GetAsync("r1", "hash", default)).AsSpan().SequenceEqual(body));
        Assert.Empty((await test.Stores.Assets.GetAsync("r1", "empty", default))!);
        Assert.Null(await test.Stores.Assets.GetAsync("r2", "hash", default));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<RecordReceipt> WriteAsync(TestRuntime test, string key, RecordWriteMode mode, string? field, params string[] records) =>
        test.Stores.Records.WriteAsync(new RecordWrite("s", key, [.. records.Select(record => (JsonObject)JsonNode.Parse(record)!)], mode, field), default);

    private static async Task<string> ReadAsync(TestRuntime test) =>
        string.Concat((await test.Stores.Records.ReadAsync("s", default))!.Select(record => record.ToJsonString()));
}
