using MissionControl.Approvals;
using MissionControl.AzureStorage.Azurite;
using MissionControl.AzureStorage.Conformance;
using MissionControl.AzureStorage.Sweeping;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Runtime;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Runs;

/// <summary>No query of a store looks at more because there is more: the calls to the gateways are the same at ten runs and at thousands.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class CallCountTests(AzuriteServer azurite)
{
    private const int Page = 5;

    /// <summary>Every question that a route of the API asks the stores.</summary>
    private static readonly IReadOnlyDictionary<string, Func<AzureConformanceStores, Task>> Questions = new Dictionary<string, Func<AzureConformanceStores, Task>>
    {
        ["runs"] = hub => hub.Runs.ReadPageAsync(new RunQuery(Limit: Page), default),
        ["runs of a status"] = hub => hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed, Limit: Page), default),
        ["runs of a mission"] = hub => hub.Runs.ReadPageAsync(new RunQuery(MissionId: "m", Limit: Page), default),
        ["runs of a mission and status"] = hub => hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed, "m", Page), default),
        ["runs, next page"] = async hub =>
        {
            var first = await hub.Runs.ReadPageAsync(new RunQuery(Limit: Page), default);
            await hub.Runs.ReadPageAsync(new RunQuery(Limit: Page) { After = first.Next }, default);
        },
        ["run"] = hub => hub.Runs.GetAsync("r3", default),
        ["run of a start key"] = hub => hub.Runs.FindStartAsync("key r3", default),
        ["events"] = hub => hub.Events.ReadAsync(null, 0, Page, default),
        ["events of a run"] = hub => hub.Events.ReadAsync("r3", 0, Page, default),
        ["last event"] = hub => hub.Events.LastAsync(default),
        ["definition"] = hub => hub.Definitions.GetAsync(SweepTests.Start("r3").DefinitionHash, default),
        ["approval"] = hub => hub.Approvals.GetAsync("r3~plan~1", default),
        ["audit"] = hub => hub.Approvals.ReadAuditAsync("r3~plan~1", default),
        ["approvals"] = hub => hub.Approvals.ListAsync(new ApprovalQuery(Limit: Page), default),
        ["open approvals"] = hub => hub.Approvals.ListAsync(new ApprovalQuery(Open: true, Limit: Page), default),
        ["approvals of a person"] = hub => hub.Approvals.ListAsync(new ApprovalQuery(Approver: "ann", Limit: Page), default),
        ["open approvals of a person"] = hub => hub.Approvals.ListAsync(new ApprovalQuery(Open: true, Approver: "ann", Limit: Page), default),
        ["approvals of a run"] = hub => hub.Approvals.ListAsync(new ApprovalQuery("r3", Limit: Page), default),
        ["notices"] = hub => hub.Approvals.ListWithNoticesAsync(Page, default),
        ["due deliveries"] = hub => hub.Deliveries.ListDueAsync("email", hub.Clock.GetUtcNow(), Page, default),
        ["next delivery"] = hub => hub.Deliveries.NextDueAsync("email", default),
        ["deliveries of a notification"] = hub => hub.Deliveries.ListOfAsync("n r3", default),
        ["seen key"] = hub => hub.SeenKeys.ContainsAsync("teams", "r3", default),
        ["missions"] = hub => hub.Catalogue.ListAsync(null, Page, default),
        ["mission"] = hub => hub.Catalogue.GetAsync("m", null, default),
        ["api key"] = hub => hub.Keys.FindAsync("k", default),
        ["start"] = hub => hub.StartAsync(SweepTests.Start("new", key: "key new")),
        ["vote"] = async hub =>
        {
            var record = (await hub.Approvals.GetAsync("r4~plan~1", default))!;
            await hub.Approvals.TryReplaceAsync(record with { Status = ApprovalStatus.Approved, Version = 2 }, wake: true, [], default);
        },
        ["end"] = hub => hub.EndAsync("r6", RunStatus.Completed),
        ["purge"] = hub => hub.PurgeAsync("r6"),
    };

    [Fact]
    public async Task Questions_AtTenAndAtTenThousandRuns_MakeTheSameCalls()
    {
        var few = await CountAsync(await FillAsync(new SteadyTables(), 10));
        var many = await CountAsync(await FillAsync(new SteadyTables(), 10_000));

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count.Calls, 1, 60));
    }

    [AzuriteFact]
    public async Task Questions_AtTenAndAtAThousandRunsOnAService_MakeTheSameCalls()
    {
        var few = await CountAsync(await CopyAsync(10));
        var many = await CountAsync(await CopyAsync(1000));

        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Page_OfFiveRuns_CostsTheMonthsTheIndexAndOneCallPerRun()
    {
        var hub = await FillAsync(new SteadyTables(), 10);
        var before = hub.Meter.Calls;

        await hub.Runs.ReadPageAsync(new RunQuery(Limit: Page), default);

        Assert.Equal(1 + 1 + Page, hub.Meter.Calls - before);
    }

    private static async Task<List<(string Question, int Calls)>> CountAsync(AzureConformanceStores hub)
    {
        var counts = new List<(string, int)>();
        foreach (var (question, ask) in Questions)
        {
            var before = hub.Meter.Calls;
            await ask(hub);
            counts.Add((question, hub.Meter.Calls - before));
        }

        return counts;
    }

    /// <summary>All in one month, and each question finds at least a page and one more.</summary>
    /// <param name="isLight">Only the first and the last ten runs have more than themselves.</param>
    private static async Task<AzureConformanceStores> FillAsync(SteadyTables tables, int runs, bool isLight = false)
    {
        var hub = new AzureConformanceStores(tables, new MemoryBlobGateway());
        for (var i = 0; i < runs; i++)
        {
            await hub.StartAsync(SweepTests.Start($"r{i}", key: $"key r{i}"));
            await (isLight && i >= 10 && i < runs - 10 ? Task.CompletedTask : FillAsync(hub, i));
            hub.Clock.Advance(TimeSpan.FromSeconds(100));
        }

        return hub;
    }

    private static async Task FillAsync(AzureConformanceStores hub, int number)
    {
        var (now, id) = (hub.Clock.GetUtcNow(), $"r{number}");
        foreach (var subject in (string[])["plan~1", "hop~a~1"])
        {
            var notice = new ApprovalNotice($"{id} {subject}", ApprovalNoticeKind.Requested, now, ["ann"]);
            var approval = new ApprovalRecord($"{id}~{subject}", id, "m", id, new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, now, null);
            await hub.Approvals.AddAsync(approval with { Notices = [notice], Approvers = ["ann"] }, [], default);
        }

        await hub.Deliveries.AddAsync([Delivery.Of(new Notification($"n {id}", "risk.opened", now, "Late"), "email", "ann", now)], default);
        await hub.SeenKeys.TryAddAsync("teams", id, now.AddDays(60), default);
        await hub.Catalogue.PutAsync(new MissionPut(number == 0 ? "m" : $"m{number}", "m", [1], now, "ann", null), default);
        if (number % 10 is 0 or 1 or 2 or 5 or 7 or 8)
        {
            await hub.EndAsync(id, RunStatus.Completed);
        }
    }

    /// <summary>The same rows on a service, written a batch at a time.</summary>
    private async Task<AzureConformanceStores> CopyAsync(int runs)
    {
        var (from, prefix) = (new SteadyTables(), $"t{Guid.NewGuid():n}");
        var filled = await FillAsync(from, runs, isLight: true);
        var tables = azurite.Tables();
        foreach (var rows in from.All.GroupBy(row => (row.Table, row.Row.Key.Partition)).SelectMany(group => group.Chunk(100)))
        {
            Assert.True(await tables.TryApplyAsync(prefix + rows[0].Table, [.. rows.Select(row => new TableChange.Upsert(row.Row))], default));
        }

        var hub = new AzureConformanceStores(tables, azurite.Blobs(), prefix);
        hub.Clock.Advance(filled.Clock.GetUtcNow() - hub.Clock.GetUtcNow());
        return hub;
    }
}
