using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>What happens to runs and approvals shows in telemetry and risks, whether or not the run could tell it.</summary>
public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Run_ThatFailsWithoutTelling_IsClosedFromWhatItLeft()
    {
        await using var stores = await OpenAsync();
        var start = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        await stores.Telemetry.WriteAsync(
            new TelemetryBatch
            {
                Runs = [RunOf("r1", start, "running") with { DefinitionHash = "h" }],
                TaskLogs = [LogOf("r1", "t1", start) with { Cost = new Cost { StepsUsd = 2.5m } }, LogOf("r1", "t2", start)],
                Interventions = [Intervention.OfDecision("a", start, "r1", "m"), Intervention.OfEscalation("a", 1, start, "r1", "m")],
            },
            None);
        await stores.Telemetry.AssignAsync(new HopAssignment("r1", "t3", "ann"), None);
        await PutAsync(stores, DelayOf("r1", start));
        stores.Clock.Advance(TimeSpan.FromMinutes(90));

        await stores.EndAsync("r1", RunStatus.Failed);
        await stores.RecoverAsync();

        var run = (await stores.Telemetry.FindRunAsync("r1", None))!;
        Assert.Equal(("failed", start, start.AddMinutes(90), 90m, "h"), (run.Status, run.StartTime, run.EndTime, run.TotalDurationMinutes, run.DefinitionHash));
        Assert.Equal((1, 1, 2.000002m, 2.5m, true), (run.HumanInterventions, run.Escalations, run.HumanDelayMinutes, run.Cost!.Usd, run.RiskFlagged));
        Assert.Equal([("approval_delay", false), ("workflow_failure", true)], await RisksAsync(stores));
        Assert.Empty(await AssignedAsync(stores));
        Assert.Single(await stores.Notices.ListAsync(10, None));
    }

    [StoreFact]
    public async Task Run_ThatToldItsEnd_KeepsWhatItTold()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        var told = RunOf("r1", now.AddHours(-1), "failed", now.AddMinutes(-1)) with { Kpis = new Dictionary<string, decimal> { ["x_days"] = 2 }, Cost = new Cost { StepsUsd = 9 } };
        await WriteAsync(stores, told);

        await stores.EndAsync("r1", RunStatus.Failed);
        await stores.RecoverAsync();

        Assert.Equal(Wire.Serialize(told), Wire.Serialize(await stores.Telemetry.FindRunAsync("r1", None)));
        Assert.Empty(await RisksAsync(stores));
    }

    [StoreFact]
    public async Task Run_ThatEndsOtherwiseThanItTold_IsClosedAsItEnded()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        await WriteAsync(stores, RunOf("r1", now, "completed", now));

        await stores.TerminateAsync("r1");
        await stores.RecoverAsync();

        Assert.Equal("terminated", (await stores.Telemetry.FindRunAsync("r1", None))!.Status);
        Assert.Equal(0, (await stores.Telemetry.CountAsync(now, None)).CompletedRuns);
    }

    [StoreFact]
    public async Task Run_ThatAPersonTerminates_IsClosedAndCountsAnIntervention()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        await PutAsync(stores, DelayOf("r1", now));

        await stores.TerminateAsync("r1");
        await stores.RecoverAsync();

        var run = (await stores.Telemetry.FindRunAsync("r1", None))!;
        Assert.Equal(("terminated", 1, true), (run.Status, run.HumanInterventions, run.RiskFlagged));
        Assert.Equal([InterventionKind.Terminate], await KindsAsync(stores));
        Assert.Equal([("approval_delay", false)], await RisksAsync(stores));
    }

    [StoreFact]
    public async Task Run_ThatAPersonRetries_IsActiveAgainUntilItEnds()
    {
        await using var stores = await OpenAsync();
        await stores.StartAsync(Start("r1"));
        await stores.EndAsync("r1", RunStatus.Failed);
        await stores.RecoverAsync();

        await stores.RetryAsync("r1");
        await stores.RecoverAsync();

        var again = Assert.Single(await stores.Telemetry.ListActiveAsync(None));
        Assert.Equal(("running", 1, null, null), (again.Status, again.Retries, again.EndTime, again.TotalDurationMinutes));
        Assert.Equal([InterventionKind.Retry], await KindsAsync(stores));
        Assert.Empty((await stores.Telemetry.CountAsync(stores.Clock.GetUtcNow(), None)).Missions);

        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.RecoverAsync();
        var run = (await stores.Telemetry.FindRunAsync("r1", None))!;
        Assert.Equal(("completed", 1, 1), (run.Status, run.Retries, run.HumanInterventions));
        Assert.Equal([("workflow_failure", false)], await RisksAsync(stores));
        Assert.Empty(await stores.Telemetry.ListActiveAsync(None));
    }

    [StoreFact]
    public async Task Run_WithTheIdOfAnImportedOne_HasARecordOfItsOwn()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await WriteAsync(stores, RunOf("r1", now.AddDays(-9), "completed", now.AddDays(-8), "other") with { Origin = TelemetryOrigin.Recorded, Kpis = new Dictionary<string, decimal> { ["x"] = 1 } });
        await stores.StartAsync(Start("r1"));

        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.RecoverAsync();

        var run = (await stores.Telemetry.FindRunAsync("r1", None))!;
        Assert.Equal(("m", now, TelemetryOrigin.Own, 0), (run.MissionId, run.StartTime, run.Origin, run.Kpis.Count));
    }

    [StoreFact]
    public async Task Approval_ThatAPersonDecides_CountsOneIntervention()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        var hop = Approval("r1", now, "hop~t1~1") with { Subject = new ApprovalSubject(ApprovalSubjectKind.Hop, 1, "t1") };
        await AddAsync(stores, hop);
        await AddAsync(stores, Approval("r1", now));

        await DecideAsync(stores, hop, "ann", now.AddMinutes(2));
        await DecideAsync(stores, Approval("r1", now), ApprovalDecision.Timeout, now);
        await stores.RecoverAsync();

        Assert.Equal(Intervention.OfDecision(hop.ApprovalId, now.AddMinutes(2), "r1", "m", "t1"), Assert.Single((await stores.Telemetry.ReadAsync(new TelemetryQuery("r1"), None)).Interventions));
        Assert.Equal(1, (await stores.Telemetry.CountAsync(now, None)).Interventions);
    }

    [StoreFact]
    public async Task Approval_ThatMovesUp_CountsAnEscalationPerLevel()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        var plan = Approval("r1", now);
        await AddAsync(stores, plan);

        Assert.True(await stores.Approvals.TryReplaceAsync(plan with { Status = ApprovalStatus.Escalated, Level = 1, Version = 2 }, wake: false, [], None));
        Assert.True(await stores.Approvals.TryReplaceAsync(plan with { Status = ApprovalStatus.Escalated, Level = 1, RemindAt = now, Version = 3 }, wake: false, [], None));
        Assert.True(await stores.Approvals.TryReplaceAsync(plan with { Status = ApprovalStatus.Escalated, Level = 3, Version = 4 }, wake: false, [], None));
        await stores.RecoverAsync();

        Assert.Equal(Enumerable.Repeat(InterventionKind.Escalation, 3), await KindsAsync(stores));
        Assert.Equal((3, 0), ((await stores.Telemetry.CountAsync(now, None)).Escalations, (await stores.Telemetry.CountAsync(now, None)).Interventions));
    }

    private static RiskEvent DelayOf(string runId, DateTimeOffset at) =>
        new(RiskEvent.IdOf(runId, "t1", RiskType.ApprovalDelay), runId, "m", "t1", RiskType.ApprovalDelay, Severity.Medium, "late", at, RiskEvent.Open);

    private static Task<bool> DecideAsync(ConformanceStores stores, ApprovalRecord asked, string by, DateTimeOffset at) => stores.Approvals.TryReplaceAsync(
        asked with { Status = ApprovalStatus.Approved, Decision = new ApprovalDecision(true, by, at, "cli"), Version = asked.Version + 1 }, wake: true, [], None);

    private static async Task<IEnumerable<InterventionKind>> KindsAsync(ConformanceStores stores) =>
        (await stores.Telemetry.ReadAsync(new TelemetryQuery("r1"), None)).Interventions.Select(one => one.Kind);

    private static async Task<IEnumerable<(string, bool)>> RisksAsync(ConformanceStores stores) =>
        (await stores.Risks.ListAllAsync(new RiskQuery(RunId: "r1"), None)).OrderBy(risk => risk.RiskType, StringComparer.Ordinal).Select(risk => (risk.RiskType, risk.IsOpen));
}
