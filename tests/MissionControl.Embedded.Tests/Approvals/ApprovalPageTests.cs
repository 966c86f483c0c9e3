using MissionControl.Approvals;
using MissionControl.Runtime;

namespace MissionControl.Embedded.Tests.Approvals;

/// <summary>Lists and audit of approvals, in memory and in a file.</summary>
public sealed class ApprovalPageTests : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Pages_WhileApprovalsComeAndGo_NeitherSkipNorRepeat(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());
        var store = test.Stores.Approvals;
        for (var i = 0; i < 25; i++)
        {
            await store.AddAsync(Approval(i), [], default);
        }

        var seen = new List<string>();
        var query = new ApprovalQuery(Open: true, Limit: 10);
        for (var page = await store.ListAsync(query, default); ; page = await store.ListAsync(query, default))
        {
            seen.AddRange(page.Items.Select(record => record.ApprovalId));
            if (page.Cursor is null)
            {
                break;
            }

            query = query with { Cursor = page.Cursor };
            await store.AddAsync(Approval(100 + seen.Count), [], default);
            var decided = (await store.GetAsync(seen[0], default))!;
            await store.TryReplaceAsync(decided with { Status = ApprovalStatus.Approved, Version = decided.Version + 1 }, wake: false, [], default);
        }

        var order = Enumerable.Range(0, 25).Select(Approval).OrderByDescending(record => record.RequestedAt).ThenByDescending(record => record.ApprovalId, StringComparer.Ordinal);
        Assert.Equal(order.Select(record => record.ApprovalId), seen);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Query_ByApproverAndState_FindsThoseOnly(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());
        var store = test.Stores.Approvals;
        for (var i = 0; i < 12; i++)
        {
            await store.AddAsync(Approval(i) with { Approvers = [i % 3 == 0 ? "ann" : "bob"], Status = i < 6 ? ApprovalStatus.Pending : ApprovalStatus.Rejected }, [], default);
        }

        Assert.Equal(["r3~plan~1", "r0~plan~1"], (await store.ListAllAsync(new ApprovalQuery(Open: true, Approver: "Ann", Limit: 1), default)).Select(record => record.ApprovalId));
        Assert.Equal(6, (await store.ListAllAsync(new ApprovalQuery(Open: false), default)).Count);
        Assert.Equal(["r7~plan~1"], (await store.ListAllAsync(new ApprovalQuery("r7"), default)).Select(record => record.ApprovalId));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ListAsync(new ApprovalQuery(Cursor: "x"), default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Notices_StayUntilTheyAreTaken_AndTheAuditListSurvivesACrash(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, new OrchestrationRegistry());
        var notice = new ApprovalNotice("n1", ApprovalNoticeKind.Requested, Begin, ["ann"]);
        await test.Stores.Approvals.AddAsync(Approval(1) with { Notices = [notice] }, [new ApprovalAuditEntry(Begin, ApprovalAuditKind.Requested, "run", "run")], default);
        await test.Stores.Approvals.AuditAsync("r1~plan~1", new ApprovalAuditEntry(Begin, ApprovalAuditKind.Viewed, "ann", "test"), default);
        await test.Stores.Approvals.AuditAsync("r1~plan~1", new ApprovalAuditEntry(Begin.AddSeconds(59), ApprovalAuditKind.Viewed, "ann", "test"), default);
        await test.Stores.Approvals.AuditAsync("nothing", new ApprovalAuditEntry(Begin, ApprovalAuditKind.Viewed, "ann", "test"), default);

        await test.CrashAsync();
        var store = test.Stores.Approvals;
        var record = Assert.Single(await store.ListWithNoticesAsync(10, default));
        Assert.True(await store.TryReplaceAsync(record with { Notices = [], Version = record.Version + 1 }, wake: false, [], default));

        Assert.Empty(await store.ListWithNoticesAsync(10, default));
        Assert.Equal(["requested 1", "viewed 2"], (await store.ReadAuditAsync("r1~plan~1", default)).Select(entry => $"{Wire.Word(entry.Kind)} {entry.Count}"));
        Assert.Empty(await store.ReadAuditAsync("nothing", default));
    }

    private static ApprovalRecord Approval(int number) => new(
        $"r{number}~plan~1", $"r{number}", "m1", $"r{number}", new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, Begin.AddMinutes(number / 5 * 5), null);
}
