using System.Text;
using MissionControl.Access;
using MissionControl.Missions;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Asset_OfAnySize_ComesBackWholeToItsRunOnly()
    {
        await using var stores = await OpenAsync();
        var body = Enumerable.Range(0, 6 << 20).Select(i => (byte)(i * 31)).ToArray();

        await stores.Assets.PutAsync("r1", "large", body, None);
        await stores.Assets.PutAsync("r1", "empty", Array.Empty<byte>(), None);
        await stores.Assets.PutAsync("r1", "large", body, None);

        Assert.True((await stores.Assets.GetAsync("r1", "large", None)).AsSpan().SequenceEqual(body));
        Assert.Empty((await stores.Assets.GetAsync("r1", "empty", None))!);
        Assert.Null(await stores.Assets.GetAsync("r2", "large", None));
    }

    [StoreFact]
    public async Task Claim_OfManyAtOnce_IsGivenToOne()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));

        foreach (var key in OddTexts)
        {
            var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stores.Claims.TryClaimAsync("r1", key, None)));

            Assert.Single(claims, claimed => claimed);
        }

        Assert.True(await stores.Claims.TryClaimAsync("r2", OddTexts[0], None));
    }

    [StoreFact]
    public async Task Definition_UsedByTwoRuns_GoesWithTheLast()
    {
        await using var stores = await OpenAsync();
        var hash = (await stores.StartAsync(Start("r1"))).DefinitionHash;
        stores.Clock.Advance(TimeSpan.FromMinutes(1));
        await stores.StartAsync(Start("r2"));
        await stores.EndAsync("r1", RunStatus.Completed);

        await stores.PurgeAsync("r1");

        Assert.Equal(Start("r1").Definition, await stores.Definitions.GetAsync(hash, None));
        Assert.Null(await stores.Definitions.GetAsync("0000", None));
    }

    [StoreFact]
    public async Task Mission_SavedAgain_HasItsVersionsNewestFirst()
    {
        await using var stores = await OpenAsync();
        var first = await PutAsync(stores, "m", "one");
        var same = await PutAsync(stores, "m", "one");
        var second = await PutAsync(stores, "m", "two");
        var back = await PutAsync(stores, "m", "one");

        Assert.Equal(((true, 1), (false, 1), (true, 2), (true, 3)), (Told(first), Told(same), Told(second), Told(back)));
        Assert.Equal([3, 2, 1], (await stores.Catalogue.VersionsAsync("m", None)).Select(version => version.Number));
        Assert.Equal("two", Encoding.UTF8.GetString((await stores.Catalogue.GetAsync("m", 2, None))!.Document));
        Assert.Equal("one", Encoding.UTF8.GetString((await stores.Catalogue.GetAsync("m", null, None))!.Document));
        Assert.Null(await stores.Catalogue.GetAsync("m", 4, None));
        Assert.Null(await stores.Catalogue.GetAsync("n", null, None));
    }

    [StoreFact]
    public async Task Mission_SavedFromAnOlderVersion_IsNotSaved()
    {
        await using var stores = await OpenAsync();
        var first = await PutAsync(stores, "m", "one", expected: "");
        await PutAsync(stores, "m", "two", expected: first.Version!.Sha256);

        var late = await PutAsync(stores, "m", "three", expected: first.Version.Sha256);
        var anew = await PutAsync(stores, "m", "three", expected: "");

        Assert.Equal((false, false, 2), (late.Saved, late.Fits, late.Version!.Number));
        Assert.False(anew.Fits);
    }

    [StoreFact]
    public async Task Mission_SavedByManyAtOnce_HasAVersionOfEach()
    {
        await using var stores = await OpenAsync();

        var puts = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => PutAsync(stores, "m", $"text {i}")));

        Assert.Equal([1, 2, 3, 4, 5, 6], puts.Select(put => put.Version!.Number).Order());
        Assert.Equal(6, (await stores.Catalogue.VersionsAsync("m", None)).Count);
    }

    [StoreFact]
    public async Task Missions_AreListedByIdPageByPage()
    {
        await using var stores = await OpenAsync();
        string[] ids = ["a", "a-1", "a.b", "B", "b", "b1"];
        foreach (var id in ids)
        {
            await PutAsync(stores, id, "one");
            await PutAsync(stores, id, "two");
        }

        var found = new List<MissionVersion>();
        IReadOnlyList<MissionVersion> page;
        do
        {
            page = await stores.Catalogue.ListAsync(found.LastOrDefault()?.MissionId, 2, None);
            found.AddRange(page);
        }
        while (page.Count > 0);

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Select(version => version.MissionId));
        Assert.All(found, version => Assert.Equal(2, version.Number));
    }

    [StoreFact]
    public async Task ApiKey_Revoked_StaysListedAndRevokedOnce()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Keys.AddAsync(new ApiKey("k2", "two", [Role.Viewer], "00", "11", now.AddMinutes(1)), None);
        await stores.Keys.AddAsync(new ApiKey("k1", "one", [Role.Admin, Role.Approver], "00", "11", now) { Person = OddTexts[4] }, None);

        var revoked = await stores.Keys.RevokeAsync("k1", "ann", now.AddHours(1), None);
        var again = await stores.Keys.RevokeAsync("k1", "bob", now.AddHours(2), None);

        Assert.Equal(("ann", now.AddHours(1)), (revoked!.RevokedBy, revoked.RevokedAt));
        Assert.Equal("ann", again!.RevokedBy);
        Assert.Equal(["k1", "k2"], (await stores.Keys.ListAsync(None)).Select(key => key.KeyId));
        Assert.Equal([Role.Admin, Role.Approver], (await stores.Keys.FindAsync("k1", None))!.Roles);
        Assert.Null(await stores.Keys.FindAsync("k3", None));
        Assert.Null(await stores.Keys.RevokeAsync("k3", "ann", now, None));
    }

    [StoreFact]
    public async Task Refusals_OfTheSameWithinAMinute_AreCounted()
    {
        await using var stores = await OpenAsync();
        var minute = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        foreach (var (seconds, key) in ((int, string)[])[(1, "a"), (30, "a"), (31, "b"), (59, "a"), (61, "a")])
        {
            await stores.Keys.RefusedAsync(new AccessRefusal(minute.AddSeconds(seconds), "unauthorized", key, "::1", "GET", "/api/runs"), None);
        }

        Assert.Equal([("a", 1), ("b", 1), ("a", 3)], (await stores.Keys.ListRefusalsAsync(10, None)).Select(refusal => (refusal.KeyId!, refusal.Count)));
        Assert.Single(await stores.Keys.ListRefusalsAsync(1, None));
    }

    private static Task<MissionPutOutcome> PutAsync(ConformanceStores stores, string missionId, string document, string? expected = null) =>
        stores.Catalogue.PutAsync(new MissionPut(missionId, missionId, Encoding.UTF8.GetBytes(document), stores.Clock.GetUtcNow(), "ann", expected), None);

    private static (bool Saved, int Number) Told(MissionPutOutcome outcome) => (outcome.Saved, outcome.Version!.Number);
}
