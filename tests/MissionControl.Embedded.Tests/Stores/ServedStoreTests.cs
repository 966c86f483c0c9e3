using System.Text;
using MissionControl.Access;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Stores;

/// <summary>What a hub keeps for those who are served: events, saved missions, keys, starts and their pages.</summary>
public sealed class ServedStoreTests : IDisposable
{
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Events_OfRuns_AreNumberedOnceThroughCrashAndPurge(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        await StartAsync(test, "a");
        await test.WhenIdleAsync();
        await test.CrashAsync();
        await StartAsync(test, "b");
        await test.WhenIdleAsync();
        var all = await test.Stores.Events.ReadAsync(null, 0, 100, default);

        Assert.Equal(all.Select(one => one.Sequence).Order().Distinct(), all.Select(one => one.Sequence));
        Assert.Equal((RunEventKind.Started, RunStatus.Completed), (all[0].Kind, all.Last(one => one.RunId == "a").Status));
        Assert.Equal(all.Where(one => one.RunId == "b").Select(one => one.Sequence), (await test.Stores.Events.ReadAsync("b", 0, 100, default)).Select(one => one.Sequence));
        Assert.Equal(all.Skip(2).Take(2).Select(one => one.Sequence), (await test.Stores.Events.ReadAsync(null, all[1].Sequence, 2, default)).Select(one => one.Sequence));

        await test.Missions.PurgeAsync("a", default);
        await test.Missions.PurgeAsync("b", default);
        Assert.Empty(await test.Stores.Events.ReadAsync(null, 0, 100, default));
        Assert.Equal(all[^1].Sequence, await test.Stores.Events.LastAsync(default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Reader_WhoAskedBeforeARunChanged_IsWoken(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());

        var written = test.Stores.Events.WhenWrittenAsync();
        await StartAsync(test, "a");

        await written;
        Assert.NotEqual(0, await test.Stores.Events.LastAsync(default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task StartKey_OfAnotherRun_StartsNothing(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        var key = new StartKey("k", "request");
        await StartAsync(test, "a", key);

        var taken = await Assert.ThrowsAsync<StartKeyTakenException>(() => StartAsync(test, "b", key));

        Assert.Equal("a", taken.RunId);
        Assert.Null(await test.Stores.Runs.GetAsync("b", default));
        Assert.Equal(("a", key), ((await test.Stores.Runs.FindStartAsync("k", default))!.RunId, (await test.Stores.Runs.FindStartAsync("k", default))!.Start));
        await test.WhenIdleAsync();
        await test.Missions.PurgeAsync("a", default);
        Assert.Null(await test.Stores.Runs.FindStartAsync("k", default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Pages_OfRunsOfOneMoment_FollowEachOtherWithoutGap(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        foreach (var id in new[] { "c", "a", "b" })
        {
            await StartAsync(test, id);
        }

        var seen = new List<string>();
        RunPlace? after = null;
        while (await test.Stores.Runs.ListAsync(new RunQuery(Limit: 1) { After = after }, default) is [var run])
        {
            seen.Add(run.RunId);
            after = new RunPlace(run.CreatedAt, run.RunId);
        }

        Assert.Equal(["c", "b", "a"], seen);
        Assert.Equal(3, (await test.Stores.Runs.ListAsync(new RunQuery { From = test.Clock.GetUtcNow() }, default)).Count);
        Assert.Empty(await test.Stores.Runs.ListAsync(new RunQuery { Before = test.Clock.GetUtcNow() }, default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Catalogue_OfMissions_KeepsEveryVersionAndRefusesAStaleOne(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        var store = test.Stores.Catalogue;

        var first = await store.PutAsync(Put("m", "one", expected: ""), default);
        var second = await store.PutAsync(Put("m", "two", first.Version!.Sha256), default);
        var stale = await store.PutAsync(Put("m", "three", first.Version.Sha256), default);
        var same = await store.PutAsync(Put("m", "two", expected: null), default);
        await store.PutAsync(Put("n", "one", expected: null), default);
        await test.CrashAsync();

        store = test.Stores.Catalogue;
        Assert.Equal((true, 2, false, false, true), (second.Saved, second.Version!.Number, stale.Fits, same.Saved, same.Fits));
        Assert.Equal([2, 1], (await store.VersionsAsync("m", default)).Select(version => version.Number));
        Assert.Equal(("one", "two"), (Text((await store.GetAsync("m", 1, default))!), Text((await store.GetAsync("m", null, default))!)));
        Assert.Equal([("m", 2), ("n", 1)], (await store.ListAsync(null, 10, default)).Select(version => (version.MissionId, version.Number)));
        Assert.Equal("n", Assert.Single(await store.ListAsync("m", 10, default)).MissionId);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Key_Revoked_StaysRevokedAndSaysByWhom(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        var key = ApiKeySecret.Create().Describe("ci", [Role.Operator], null, test.Clock.GetUtcNow(), "Ann");
        await test.Stores.Keys.AddAsync(key, default);
        await test.Stores.Keys.RevokeAsync(key.KeyId, "Ann", test.Clock.GetUtcNow(), default);
        await test.Stores.Keys.RevokeAsync(key.KeyId, "Bob", test.Clock.GetUtcNow(), default);
        await test.CrashAsync();

        Assert.Equal("Ann", (await test.Stores.Keys.FindAsync(key.KeyId, default))!.RevokedBy);
        Assert.Single(await test.Stores.Keys.ListAsync(default));
        Assert.Null(await test.Stores.Keys.RevokeAsync("none", "Ann", test.Clock.GetUtcNow(), default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Refusal_RepeatedWithinAMinute_IsCounted(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Completing());
        var refusal = new AccessRefusal(DateTimeOffset.UnixEpoch, "unauthorized", null, "10.0.0.1", "GET", "/api/runs");
        await test.Stores.Keys.RefusedAsync(refusal, default);
        await test.Stores.Keys.RefusedAsync(refusal with { At = refusal.At.AddSeconds(59) }, default);
        await test.Stores.Keys.RefusedAsync(refusal with { At = refusal.At.AddSeconds(60) }, default);
        await test.Stores.Keys.RefusedAsync(refusal with { Address = "10.0.0.2" }, default);

        Assert.Equal([1, 1, 2], (await test.Stores.Keys.ListRefusalsAsync(10, default)).Select(one => one.Count));
    }

    private static MissionPut Put(string missionId, string text, string? expected) =>
        new(missionId, missionId, Encoding.UTF8.GetBytes(text), DateTimeOffset.UnixEpoch, "Ann", expected);

    private static string Text(SavedMission saved) => Encoding.UTF8.GetString(saved.Document);

    private static OrchestrationRegistry Completing() => Missions.Registry((_, _) => Task.FromResult(new RunResult(RunStatus.Completed)));

    private static Task<RunRecord> StartAsync(TestRuntime test, string runId, StartKey? key = null) =>
        test.Missions.StartAsync(Missions.Start(runId) with { Key = key }, default);
}
