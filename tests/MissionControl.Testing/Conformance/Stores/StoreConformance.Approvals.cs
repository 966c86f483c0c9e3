using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Approval_AddedTwice_KeepsTheFirstRecordAndItsAudit()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        await stores.Approvals.AddAsync(Approval("r1", now), [Audit(now, ApprovalAuditKind.Requested)], None);

        var again = await stores.Approvals.AddAsync(Approval("r1", now.AddHours(1)) with { Summary = "other" }, [Audit(now.AddHours(1), ApprovalAuditKind.Requested)], None);

        Assert.Equal((now, null), (again.RequestedAt, again.Summary));
        Assert.Equal([now], (await stores.Approvals.ReadAuditAsync("r1~plan~1", None)).Select(entry => entry.At));
    }

    [StoreFact]
    public async Task Approval_AddedByManyAtOnce_IsAddedOnce()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => stores.Approvals.AddAsync(Approval("r1", now.AddSeconds(i)), [Audit(now)], None)));

        Assert.Single(added.Select(record => record.RequestedAt).Distinct());
        Assert.Single(await stores.Approvals.ReadAuditAsync("r1~plan~1", None));
        Assert.Single(await PageAsync(stores, new ApprovalQuery(Limit: 5)));
    }

    [StoreFact]
    public async Task Approval_OfEveryShape_IsReadBackAsItWas()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var record = Approval("r1", stores.Clock.GetUtcNow(), "plan~1", [.. OddTexts]) with
        {
            Summary = new string('ü', 300_000),
            Due = stores.Clock.GetUtcNow().AddDays(2),
            OnTimeout = TimeoutConsequence.Escalate,
            Votes = [new CountedVote("ann", true, stores.Clock.GetUtcNow(), "cli", OddTexts[2])],
        };
        await stores.Approvals.AddAsync(record, [], None);

        Assert.Equal(Wire.Serialize(record), Wire.Serialize(await stores.Approvals.GetAsync(record.ApprovalId, None)));
        foreach (var person in OddTexts)
        {
            Assert.Single((await stores.Approvals.ListAsync(new ApprovalQuery(Approver: person), None)).Items);
        }
    }

    [StoreFact]
    public async Task Approval_ChangedByManyAtOnce_IsChangedByOneOfEachVersion()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        var record = await stores.Approvals.AddAsync(Approval("r1", now), [], None);
        for (var round = 0; round < 5; round++)
        {
            var changes = Enumerable.Range(0, 6).Select(i => record with { Summary = $"{i}", Version = record.Version + 1 }).ToList();
            var answers = await Task.WhenAll(changes.Select(change => stores.Approvals.TryReplaceAsync(change, wake: false, [Audit(now, detail: change.Summary)], None)));

            var winner = Assert.Single(changes.Zip(answers), pair => pair.Second).First;
            record = (await stores.Approvals.GetAsync(record.ApprovalId, None))!;
            Assert.Equal((winner.Summary, winner.Version), (record.Summary, record.Version));
            Assert.Equal(winner.Summary, (await stores.Approvals.ReadAuditAsync(record.ApprovalId, None))[^1].Detail);
        }

        Assert.Equal(5, (await stores.Approvals.ReadAuditAsync(record.ApprovalId, None)).Count);
    }

    [StoreFact]
    public async Task Approval_ChangedWhileItIsViewed_LosesNeitherChangeNorView()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        var record = await stores.Approvals.AddAsync(Approval("r1", now), [], None);

        var views = Enumerable.Range(0, 6).Select(i => stores.Approvals.AuditAsync(record.ApprovalId, Audit(now, by: $"p{i}"), None)).ToList();
        var changed = await stores.Approvals.TryReplaceAsync(record with { Summary = "new", Version = 2 }, wake: false, [Audit(now, ApprovalAuditKind.Voted)], None);
        await Task.WhenAll(views);

        Assert.True(changed);
        Assert.Equal(7, (await stores.Approvals.ReadAuditAsync(record.ApprovalId, None)).Count);
    }

    [StoreFact]
    public async Task Audit_OfTheSameWithinAMinute_IsCountedInOneEntry()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        var id = (await stores.Approvals.AddAsync(Approval("r1", now), [Audit(now, ApprovalAuditKind.Requested)], None)).ApprovalId;

        await stores.Approvals.AuditAsync(id, Audit(now, by: "bob"), None);
        await stores.Approvals.AuditAsync(id, Audit(now.AddSeconds(30), by: "bob"), None);
        await stores.Approvals.AuditAsync(id, Audit(now.AddSeconds(90), by: "bob"), None);
        await stores.Approvals.AuditAsync(id, Audit(now.AddSeconds(91), by: "cyd"), None);
        await stores.Approvals.AuditAsync("r1~plan~9", Audit(now), None);

        Assert.Equal(
            [("ann", 1), ("bob", 2), ("bob", 1), ("cyd", 1)],
            (await stores.Approvals.ReadAuditAsync(id, None)).Select(entry => (entry.By, entry.Count)));
        Assert.Empty(await stores.Approvals.ReadAuditAsync("r1~plan~9", None));
    }

    [StoreFact]
    public async Task Approvals_OfAQuery_AreThoseThatFitNewestFirst()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        await stores.StartAsync(Start("r2"));
        var now = stores.Clock.GetUtcNow();
        await AddAsync(stores, Approval("r1", now, "hop~a~1", "ann", "bob"), Approval("r1", now.AddMinutes(1), "hop~b~1", "Bob"), Approval("r2", now.AddMinutes(2), "hop~a~1"));
        await CloseAsync(stores, "r1~hop~a~1");

        Assert.Equal(["r2~hop~a~1", "r1~hop~b~1", "r1~hop~a~1"], await IdsAsync(stores, new ApprovalQuery()));
        Assert.Equal(["r1~hop~b~1", "r1~hop~a~1"], await IdsAsync(stores, new ApprovalQuery("r1")));
        Assert.Equal(["r2~hop~a~1", "r1~hop~b~1"], await IdsAsync(stores, new ApprovalQuery(Open: true)));
        Assert.Equal(["r1~hop~a~1"], await IdsAsync(stores, new ApprovalQuery(Open: false)));
        Assert.Equal(["r2~hop~a~1", "r1~hop~a~1"], await IdsAsync(stores, new ApprovalQuery(Approver: "ANN")));
        Assert.Equal(["r2~hop~a~1", "r1~hop~b~1"], await IdsAsync(stores, new ApprovalQuery(Open: true, Approver: "bob")));
        Assert.Equal(["r1~hop~b~1"], await IdsAsync(stores, new ApprovalQuery("r1", true, "bob")));
        Assert.Equal(["r2~hop~a~1"], await IdsAsync(stores, new ApprovalQuery(Approver: "cyd")));
    }

    [StoreFact]
    public async Task Approvals_ReadPageByPageWhileOthersComeAndChange_AreNeitherSkippedNorRepeated()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        await AddAsync(stores, [.. Enumerable.Range(0, 9).Select(i => Approval("r1", now.AddMinutes(i / 3), $"hop~h{i}~1", i % 2 == 0 ? ["ann"] : []))]);
        var (more, all) = (0, Enumerable.Range(0, 9).Select(i => $"r1~hop~h{i}~1").ToHashSet());

        foreach (var query in (ApprovalQuery[])[new(Limit: 2), new("r1", Limit: 2), new(Approver: "ann", Limit: 2)])
        {
            var found = await PageAsync(stores, query, async () =>
            {
                more++;
                await AddAsync(stores, Approval("r1", now.AddHours(more), $"hop~later{more}~1"));
                await CloseAsync(stores, $"r1~hop~later{more}~1");
            });

            Assert.Equal(all.Order(StringComparer.Ordinal), found.Select(record => record.ApprovalId).Where(all.Contains).Order(StringComparer.Ordinal));
            Assert.Equal(found.Count, found.Select(record => record.ApprovalId).Distinct().Count());
        }
    }

    [StoreFact]
    public async Task OpenApprovals_DecidedBetweenPages_HoldUpNoOther()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        await AddAsync(stores, [.. Enumerable.Range(0, 7).Select(i => Approval("r1", now.AddMinutes(i), $"hop~h{i}~1"))]);
        var next = 0;

        var found = await PageAsync(stores, new ApprovalQuery(Open: true, Limit: 2), () => CloseAsync(stores, $"r1~hop~h{next++}~1"));

        Assert.Equal(["r1~hop~h6~1", "r1~hop~h5~1", "r1~hop~h4~1", "r1~hop~h3~1"], found.Select(record => record.ApprovalId).Take(4));
        Assert.DoesNotContain("r1~hop~h0~1", found.Select(record => record.ApprovalId));
    }

    [StoreFact]
    public async Task ApprovalCursor_ThatNoPageGave_IsRefused()
    {
        await using var stores = await OpenAsync();

        foreach (var cursor in (string[])["", "x", "12 r1", "99999999999999999999999.r1~plan~1"])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => stores.Approvals.ListAsync(new ApprovalQuery(Cursor: cursor), None));
        }
    }

    [StoreFact]
    public async Task Notices_UntilTheyAreTaken_AreFound()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        var notice = new ApprovalNotice("n1", ApprovalNoticeKind.Requested, now, ["ann"]);
        await AddAsync(stores, Approval("r1", now, "hop~a~1") with { Notices = [notice] }, Approval("r1", now, "hop~b~1"));

        var told = Assert.Single(await stores.Approvals.ListWithNoticesAsync(10, None));
        Assert.True(await stores.Approvals.TryReplaceAsync(told with { Notices = [], Version = 2 }, wake: false, [], None));

        Assert.Equal(("r1~hop~a~1", "n1"), (told.ApprovalId, told.Notices[0].NoticeId));
        Assert.Empty(await stores.Approvals.ListWithNoticesAsync(10, None));
    }

    [StoreFact]
    public Task Approvals_OfARunThatCompletes_AreCancelledAndLaterOnesToo() => ApprovalsAreCancelledAsync(stores => stores.EndAsync("r1", RunStatus.Completed));

    [StoreFact]
    public Task Approvals_OfARunThatIsTerminated_AreCancelledAndLaterOnesToo() => ApprovalsAreCancelledAsync(stores => stores.TerminateAsync("r1"));

    private async Task ApprovalsAreCancelledAsync(Func<ConformanceStores, Task> end)
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        var now = stores.Clock.GetUtcNow();
        await AddAsync(stores, Approval("r1", now, "hop~a~1"));

        await end(stores);
        var late = await stores.Approvals.AddAsync(Approval("r1", now, "hop~b~1"), [], None);

        Assert.Equal(ApprovalStatus.Cancelled, (await stores.Approvals.GetAsync("r1~hop~a~1", None))!.Status);
        Assert.Equal((ApprovalStatus.Cancelled, 1), (late.Status, late.Version));
        Assert.Empty(await IdsAsync(stores, new ApprovalQuery(Open: true)));
    }

    private static async Task AddAsync(ConformanceStores stores, params ApprovalRecord[] records)
    {
        foreach (var record in records)
        {
            await stores.Approvals.AddAsync(record, [], None);
        }
    }

    private static async Task CloseAsync(ConformanceStores stores, string approvalId)
    {
        var record = (await stores.Approvals.GetAsync(approvalId, None))!;
        var vote = new CountedVote("ann", true, stores.Clock.GetUtcNow(), "cli");
        Assert.True(await stores.Approvals.TryReplaceAsync(record with { Status = ApprovalStatus.Approved, Votes = [vote], Version = record.Version + 1 }, wake: false, [], None));
    }

    private static async Task<IEnumerable<string>> IdsAsync(ConformanceStores stores, ApprovalQuery query) =>
        (await stores.Approvals.ListAllAsync(query, None)).Select(record => record.ApprovalId);
}
