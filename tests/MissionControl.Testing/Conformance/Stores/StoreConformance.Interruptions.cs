using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Notifications;
using MissionControl.Runtime;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>Every write, interrupted before and after each of its parts and then done again, is as if it had been done once.</summary>
public abstract partial class StoreConformance
{
    [StoreFact]
    public Task Start_InterruptedAnywhere_IsMadeOnceByItsRepetition() => InterruptEverywhereAsync(
        _ => Task.CompletedTask,
        stores => stores.StartAsync(Start("r1", key: new StartKey("k", "h"))),
        async stores =>
        {
            Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery()));
            Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery((await stores.Runs.GetAsync("r1", None))!.Status, "m")));
            Assert.Equal("r1", (await stores.Runs.FindStartAsync("k", None))?.RunId);
            Assert.NotNull(await stores.Definitions.GetAsync(Start("r1").DefinitionHash, None));
            Assert.Single(await stores.Events.ReadAsync("r1", 0, 10, None), happened => happened.Kind == RunEventKind.Started);
        });

    [StoreFact]
    public Task End_InterruptedAnywhere_EndsTheRunAndItsApprovals() => InterruptEverywhereAsync(
        async stores =>
        {
            await stores.StartAsync(Start("r1"));
            await AddAsync(stores, Approval("r1", stores.Clock.GetUtcNow()));
        },
        stores => EndOnceAsync(stores, "r1"),
        async stores =>
        {
            Assert.Equal(["r1"], await IdsAsync(stores, new RunQuery(RunStatus.Completed)));
            Assert.Single(await IdsAsync(stores, new RunQuery()));
            Assert.Equal(ApprovalStatus.Cancelled, (await stores.Approvals.GetAsync("r1~plan~1", None))!.Status);
            Assert.Empty(await IdsAsync(stores, new ApprovalQuery(Open: true)));
            Assert.Single(await stores.Events.ReadAsync("r1", 0, 100, None), happened => happened.Status == RunStatus.Completed && happened.Kind == RunEventKind.Changed);
        });

    [StoreFact]
    public Task Purge_InterruptedAnywhere_LeavesNothing() => InterruptEverywhereAsync(
        async stores =>
        {
            await FillAsync(stores, "r1");
            await stores.EndAsync("r1", RunStatus.Completed);
        },
        async stores =>
        {
            if (await stores.Runs.GetAsync("r1", None) is not null)
            {
                await stores.PurgeAsync("r1");
            }
        },
        stores => AssertGoneAsync(stores, "r1"));

    [StoreFact]
    public Task Approval_AddedWithInterruptions_IsThereOnceWithItsAudit() => InterruptEverywhereAsync(
        stores => stores.StartAsync(Start("r1")),
        stores => stores.Approvals.AddAsync(Approval("r1", stores.Clock.GetUtcNow()), [Audit(stores.Clock.GetUtcNow(), ApprovalAuditKind.Requested)], None),
        async stores =>
        {
            Assert.Equal(["r1~plan~1"], await IdsAsync(stores, new ApprovalQuery(Open: true)));
            Assert.Single(await stores.Approvals.ReadAuditAsync("r1~plan~1", None));
            Assert.Single(await stores.Events.ReadAsync("r1", 0, 10, None), happened => happened.Kind == RunEventKind.ApprovalRequested);
        });

    [StoreFact]
    public Task Decision_InterruptedAnywhere_IsMadeOnce() => InterruptEverywhereAsync(
        async stores =>
        {
            await stores.StartAsync(Start("r1"));
            await AddAsync(stores, Approval("r1", stores.Clock.GetUtcNow(), "plan~1", "ann"));
        },
        async stores =>
        {
            var now = stores.Clock.GetUtcNow();
            var record = (await stores.Approvals.GetAsync("r1~plan~1", None))!;
            var decided = record with { Status = ApprovalStatus.Approved, Decision = new ApprovalDecision(true, "ann", now, "cli"), Votes = [new CountedVote("ann", true, now, "cli")], Summary = new string('x', 50_000), Version = 2 };
            await (record.IsOpen ? stores.Approvals.TryReplaceAsync(decided, wake: true, [Audit(now, ApprovalAuditKind.Decided)], None) : Task.CompletedTask);
        },
        async stores =>
        {
            Assert.Equal(["r1~plan~1"], await IdsAsync(stores, new ApprovalQuery(Open: false, Approver: "ann")));
            Assert.Empty(await IdsAsync(stores, new ApprovalQuery(Open: true)));
            Assert.Single(await stores.Approvals.ReadAuditAsync("r1~plan~1", None));
            Assert.Single(await stores.Events.ReadAsync("r1", 0, 10, None), happened => happened.ApprovalStatus == ApprovalStatus.Approved);
        });

    [StoreFact]
    public Task RecordWrite_InterruptedAnywhere_IsAppliedOnce() => InterruptEverywhereAsync(
        stores => WriteAsync(stores, "k1", RecordWriteMode.Append, null, """{"id":1}"""),
        async stores =>
        {
            await WriteAsync(stores, "k2", RecordWriteMode.Upsert, "id", """{"id":1,"new":true}""", $$"""{"id":2,"text":"{{new string('x', 50_000)}}"}""");
            await WriteAsync(stores, "k3", RecordWriteMode.Replace, null, """{"id":3}""");
            await WriteAsync(stores, "k4", RecordWriteMode.Append, null, """{"id":4}""");
        },
        async stores =>
        {
            Assert.Equal("""{"id":3}{"id":4}""", await ReadAsync(stores));
            Assert.Equal(new RecordReceipt("s", 2, 2), await WriteAsync(stores, "k2", RecordWriteMode.Append, null));
        });

    [StoreFact]
    public Task Delivery_InterruptedAnywhere_IsKeptOnceInItsLists() => InterruptEverywhereAsync(
        _ => Task.CompletedTask,
        async stores =>
        {
            var now = stores.Clock.GetUtcNow();
            var deliveries = Enumerable.Range(0, 3).Select(i => SomeDelivery("n1", now, $"c{i}")).ToList();
            await stores.Deliveries.AddAsync(deliveries, None);
            var first = (await stores.Deliveries.GetAsync(deliveries[0].DeliveryId, None))!;
            await (first.State == DeliveryState.Sent
                ? Task.CompletedTask
                : stores.Deliveries.TryReplaceAsync(first with { State = DeliveryState.Sent, EndedAt = now, Version = 2 }, None));
        },
        async stores =>
        {
            Assert.Equal(3, (await stores.Deliveries.ListOfAsync("n1", None)).Count);
            Assert.Null(await stores.Deliveries.NextDueAsync("c0", None));
            Assert.Equal(["n1"], await DueAsync(stores, "c1", stores.Clock.GetUtcNow()));
            Assert.Equal(1, await stores.Deliveries.DeleteEndedAsync(stores.Clock.GetUtcNow().AddDays(1), 10, None));
        });

    [StoreFact]
    public Task Mission_SavedWithInterruptions_HasOneVersion() => InterruptEverywhereAsync(
        stores => PutAsync(stores, "m", "one"),
        stores => PutAsync(stores, "m", "two"),
        async stores =>
        {
            Assert.Equal([2, 1], (await stores.Catalogue.VersionsAsync("m", None)).Select(version => version.Number));
            Assert.NotNull(await stores.Catalogue.GetAsync("m", null, None));
            Assert.Equal([2], (await stores.Catalogue.ListAsync(null, 10, None)).Select(version => version.Number));
        });

    private static async Task EndOnceAsync(ConformanceStores stores, string runId)
    {
        if (await stores.Runs.GetAsync(runId, None) is { IsFinal: false })
        {
            await stores.EndAsync(runId, RunStatus.Completed);
        }
    }
}
