using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Run_Started_IsReadWithItsDocumentAndInputs()
    {
        await using var stores = await OpenAsync();
        var start = Start("r1");

        var run = await stores.StartAsync(start);

        Assert.Equal((false, "r1", "m", "ann"), (run.IsFinal, run.ExecutionId, run.MissionId, run.RequestedBy));
        Assert.Equal(run.CreatedAt, (await stores.Runs.GetAsync("r1", None))!.CreatedAt);
        Assert.Equal(start.Definition, await stores.Definitions.GetAsync(start.DefinitionHash, None));
        var (hash, body) = Assert.Single(start.Bodies);
        Assert.Equal(body, await stores.Assets.GetAsync("r1", hash, None));
        Assert.Null(await stores.Runs.GetAsync("r2", None));
    }

    [StoreFact]
    public async Task Run_StartedAgainOtherwise_IsAConflictThatNamesTheDifference()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));

        var same = await stores.StartAsync(Start("r1"));
        var conflict = await Assert.ThrowsAsync<RunConflictException>(() => stores.StartAsync(Start("r1", document: """{"name":"n"}""")));

        Assert.Equal("r1", same.RunId);
        Assert.Equal(["its document was another one"], conflict.Differences);
        Assert.Single(await stores.Runs.ListAsync(new RunQuery(), None));
    }

    [StoreFact]
    public async Task Run_StartedByManyAtOnce_IsStartedOnce()
    {
        await using var stores = await OpenAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stores.StartAsync(Start("r1"))));

        Assert.Single(runs.Select(run => run.CreatedAt).Distinct());
        Assert.Single(await stores.Runs.ListAsync(new RunQuery(), None));
        Assert.Single(await stores.Events.ReadAsync("r1", 0, 10, None), happened => happened.Kind == RunEventKind.Started);
        Assert.NotNull(await stores.Definitions.GetAsync(Start("r1").DefinitionHash, None));
    }

    [StoreFact]
    public async Task StartKey_UsedForAnotherRun_BelongsToTheFirst()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1", key: new StartKey("k", "h")));

        var taken = await Assert.ThrowsAsync<StartKeyTakenException>(() => stores.StartAsync(Start("r2", key: new StartKey("k", "h"))));

        Assert.Equal("r1", taken.RunId);
        Assert.Equal("r1", (await stores.Runs.FindStartAsync("k", None))?.RunId);
        Assert.Null(await stores.Runs.FindStartAsync("other", None));
        Assert.Null(await stores.Runs.GetAsync("r2", None));
    }

    [StoreFact]
    public async Task StartKey_OfAPurgedRun_IsFree()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1", key: new StartKey("k", "h")));
        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.PurgeAsync("r1");

        Assert.Null(await stores.Runs.FindStartAsync("k", None));
        await stores.StartAsync(Start("r2", key: new StartKey("k", "h")));
        Assert.Equal("r2", (await stores.Runs.FindStartAsync("k", None))?.RunId);
    }

    [StoreFact]
    public async Task Runs_OfAQuery_AreThoseThatFitNewestFirst()
    {
        await using var stores = await OpenAsync();
        await StartManyAsync(stores, 6);
        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.EndAsync("r4", RunStatus.Failed);
        var third = (await stores.Runs.GetAsync("r3", None))!.CreatedAt;

        Assert.Equal(["r5", "r4", "r3", "r2", "r1", "r0"], await IdsAsync(stores, new RunQuery()));
        Assert.Equal(["r4", "r2", "r0"], await IdsAsync(stores, new RunQuery(MissionId: "even")));
        Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery(RunStatus.Completed)));
        Assert.Equal(["r4"], await IdsAsync(stores, new RunQuery(RunStatus.Failed, "even")));
        Assert.Empty(await IdsAsync(stores, new RunQuery(RunStatus.Completed, "even")));
        Assert.Equal(["r5", "r4", "r3"], await IdsAsync(stores, new RunQuery { From = third }));
        Assert.Equal(["r2", "r1", "r0"], await IdsAsync(stores, new RunQuery { Before = third }));
        Assert.Equal(["r5", "r4"], await IdsAsync(stores, new RunQuery(Limit: 2)));
    }

    [StoreFact]
    public async Task Runs_ReadPageByPageWhileOthersComeAndChange_AreNeitherSkippedNorRepeated()
    {
        await using var stores = await OpenAsync();
        await StartManyAsync(stores, 9);
        var more = 0;

        var found = await PageAsync(stores, new RunQuery(Limit: 2), async () =>
        {
            stores.Clock.Advance(TimeSpan.FromMinutes(1));
            await stores.StartAsync(Start($"later{more}"));
            await stores.EndAsync($"r{more}", RunStatus.Completed);
            more++;
        });

        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(i => $"r{i}"), found.Select(run => run.RunId));
    }

    [StoreFact]
    public async Task Runs_OfManyMonths_AreFoundAcrossTheirBorders()
    {
        await using var stores = await OpenAsync();
        for (var i = 0; i < 16; i++)
        {
            await stores.StartAsync(Start($"r{i:00}", missionId: i is 0 or 15 ? "rare" : "m"));
            stores.Clock.Advance(TimeSpan.FromDays(32));
        }

        var expected = Enumerable.Range(0, 16).Reverse().Select(i => $"r{i:00}").ToList();

        Assert.Equal(expected, (await PageAsync(stores, new RunQuery(Limit: 3))).Select(run => run.RunId));
        Assert.Equal(expected, await IdsAsync(stores, new RunQuery()));
        Assert.Equal(["r15", "r00"], (await PageAsync(stores, new RunQuery(MissionId: "rare", Limit: 5))).Select(run => run.RunId));
    }

    [StoreFact]
    public async Task Runs_StartedInOneMoment_AreAllFoundPageByPage()
    {
        await using var stores = await OpenAsync();
        string[] ids = ["a", "a-", "a-b", "a.b", "a1", "A", "ab", "Z", "z"];
        foreach (var id in ids)
        {
            await stores.StartAsync(Start(id));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), (await PageAsync(stores, new RunQuery(Limit: 2))).Select(run => run.RunId).Order(StringComparer.Ordinal));
    }

    [StoreFact]
    public async Task Run_ThatFailed_IsRetriedInItsNextExecution()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        await stores.EndAsync("r1", RunStatus.Failed);

        var again = await stores.RetryAsync("r1");

        Assert.Equal(("r1~r1", null), (again.ExecutionId, again.Result));
        Assert.Empty(await IdsAsync(stores, new RunQuery(RunStatus.Failed)));
        await stores.EndAsync("r1", RunStatus.Completed);
        Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery(RunStatus.Completed)));
    }

    [StoreFact]
    public async Task Run_Purged_LeavesNothingOfItself()
    {
        await using var stores = await OpenAsync();
        await FillAsync(stores, "r1");
        await FillAsync(stores, "r2");
        await stores.EndAsync("r1", RunStatus.Completed);

        await stores.PurgeAsync("r1");

        await AssertGoneAsync(stores, "r1");
        Assert.Equal(["r2"], await IdsAsync(stores, new RunQuery()));
        Assert.NotNull(await stores.Approvals.GetAsync("r2~plan~1", None));
        Assert.NotNull(await stores.Definitions.GetAsync(Start("r2").DefinitionHash, None));
        Assert.Equal("""{"id":1}""", Assert.Single((await stores.Records.ReadAsync("s", None))!).ToJsonString());
    }

    [StoreFact]
    public async Task Runs_PurgedByAgeAndStatus_AreThoseThatEndedSoAndSoLongAgo()
    {
        await using var stores = await OpenAsync();
        await StartManyAsync(stores, 4);
        await stores.EndAsync("r0", RunStatus.Completed);
        await stores.EndAsync("r1", RunStatus.Failed);
        stores.Clock.Advance(TimeSpan.FromDays(40));
        await stores.EndAsync("r2", RunStatus.Completed);

        var outcome = await stores.PurgeAsync(new PurgeQuery(TimeSpan.FromDays(30), [RunStatus.Completed]));
        var again = await stores.PurgeAsync(new PurgeQuery(TimeSpan.FromDays(30), PurgeQuery.FinalStatuses));

        Assert.Equal((1, 1), (outcome.Purged, again.Purged));
        Assert.Equal(["r3", "r2"], await IdsAsync(stores, new RunQuery()));
        await Assert.ThrowsAsync<ArgumentException>(() => stores.PurgeAsync(new PurgeQuery(TimeSpan.Zero, [RunStatus.Running])));
    }

    [StoreFact]
    public async Task Run_StillOpen_IsNotPurged()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));

        await Assert.ThrowsAsync<IllegalTransitionException>(() => stores.PurgeAsync("r1"));
        await Assert.ThrowsAsync<RunNotFoundException>(() => stores.PurgeAsync("r2"));

        Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery()));
    }

    [StoreFact]
    public async Task Run_StartedAgainAfterAPurge_IsANewOne()
    {
        await using var stores = await OpenAsync();
        await FillAsync(stores, "r1");
        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.PurgeAsync("r1");
        stores.Clock.Advance(TimeSpan.FromHours(1));

        await stores.StartAsync(Start("r1", missionId: "other"));

        Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery(MissionId: "other")));
        Assert.True(await stores.Claims.TryClaimAsync("r1", "pay", None));
        Assert.Null(await stores.Approvals.GetAsync("r1~plan~1", None));
    }

    [StoreFact]
    public async Task RunEvents_AreNumberedInTheOrderOfWhatHappened()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        await stores.StartAsync(Start("r2"));
        await stores.EndAsync("r1", RunStatus.Completed);

        var all = await stores.Events.ReadAsync(null, 0, 100, None);
        var own = await stores.Events.ReadAsync("r1", 0, 100, None);

        Assert.Equal(all.Select(happened => happened.Sequence).Order(), all.Select(happened => happened.Sequence));
        Assert.Equal(all.Where(happened => happened.RunId == "r1").Select(happened => happened.Sequence), own.Select(happened => happened.Sequence));
        Assert.Equal((RunEventKind.Started, RunStatus.Completed), (own[0].Kind, own[^1].Status));
        Assert.Equal(all[^1].Sequence, await stores.Events.LastAsync(None));
        Assert.Equal(all.Skip(1).Select(happened => happened.Sequence), (await stores.Events.ReadAsync(null, all[0].Sequence, 100, None)).Select(happened => happened.Sequence));
        Assert.Empty(await stores.Events.ReadAsync(null, all[^1].Sequence, 100, None));
    }

    private static async Task StartManyAsync(ConformanceStores stores, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await stores.StartAsync(Start($"r{i}", missionId: i % 2 == 0 ? "even" : "odd"));
            stores.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>A run with something in every store.</summary>
    private static async Task FillAsync(ConformanceStores stores, string runId)
    {
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start(runId, key: new StartKey($"key {runId}", "h")));
        await stores.Assets.PutAsync(runId, "hash", new byte[] { 1, 2, 3 }, None);
        await stores.Claims.TryClaimAsync(runId, "pay", None);
        await stores.Approvals.AddAsync(Approval(runId, now), [Audit(now, ApprovalAuditKind.Requested)], None);
        await stores.Deliveries.AddAsync([SomeDelivery($"n {runId}", now, runId: runId)], None);
        await stores.Records.WriteAsync(new RecordWrite("s", "k", [Json("""{"id":1}""")], RecordWriteMode.Append, null), None);
    }

    private static async Task AssertGoneAsync(ConformanceStores stores, string runId)
    {
        Assert.Null(await stores.Runs.GetAsync(runId, None));
        Assert.Null(await stores.Runs.FindStartAsync($"key {runId}", None));
        Assert.Null(await stores.Assets.GetAsync(runId, "hash", None));
        Assert.Null(await stores.Approvals.GetAsync($"{runId}~plan~1", None));
        Assert.Empty(await stores.Approvals.ReadAuditAsync($"{runId}~plan~1", None));
        Assert.Empty(await stores.Deliveries.ListOfAsync($"n {runId}", None));
        Assert.Empty(await stores.Events.ReadAsync(runId, 0, 100, None));
        Assert.DoesNotContain(await stores.Runs.ListAsync(new RunQuery(), None), run => run.RunId == runId);
    }

    private static async Task<IEnumerable<string>> IdsAsync(ConformanceStores stores, RunQuery query) =>
        (await stores.Runs.ListAsync(query, None)).Select(run => run.RunId);
}
