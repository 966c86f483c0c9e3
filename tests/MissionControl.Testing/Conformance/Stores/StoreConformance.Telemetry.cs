using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    [StoreFact]
    public async Task Telemetry_OfEveryShape_IsReadBackAsItWas()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var text in OddTexts)
        {
            await stores.Telemetry.WriteAsync(
                new TelemetryBatch
                {
                    Runs = [RunOf(text, now, "completed", now.AddHours(1), text) with { Error = new string('ü', 50_000), Kpis = new Dictionary<string, decimal> { [text] = 1.25m } }],
                    TaskLogs = [LogOf(text, text, now, text) with { MissionId = text, StepCosts = Enumerable.Range(0, 1000).ToDictionary(i => $"step{i}", i => new Cost { StepsUsd = i / 1_000_000m }) }],
                    Interventions = [Intervention.OfDecision($"{text}~hop~1", now, text, text, text)],
                },
                None);
        }

        foreach (var text in OddTexts)
        {
            var found = await stores.Telemetry.ReadAsync(new TelemetryQuery(text), None);
            Assert.Equal(Wire.Serialize(found.Runs.Single()), Wire.Serialize(await stores.Telemetry.FindRunAsync(text, None)));
            Assert.Equal((50_000, 1.25m), (found.Runs.Single().Error!.Length, found.Runs.Single().Kpis[text]));
            Assert.Equal((text, 1000, 0.000999m), (found.TaskLogs.Single().AgentId, found.TaskLogs.Single().StepCosts!.Count, found.TaskLogs.Single().StepCosts!["step999"].Usd));
            Assert.Equal(Intervention.OfDecision($"{text}~hop~1", now, text, text, text), found.Interventions.Single());
        }

        Assert.Equal(OddTexts.Count, (await stores.Telemetry.TallyAgentsAsync(None)).Count);
        Assert.Null(await stores.Telemetry.FindRunAsync("r", None));
    }

    [StoreFact]
    public async Task Run_ThatEnds_TakesThePlaceOfItsBeginning()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var begun = RunOf("r1", now, "running");
        var ended = RunOf("r1", now, "completed", now.AddHours(1));

        foreach (var run in (MissionRun[])[begun, begun, ended, ended, begun])
        {
            await WriteAsync(stores, run);
        }

        Assert.Equal("completed", (await stores.Telemetry.FindRunAsync("r1", None))!.Status);
        Assert.Single((await stores.Telemetry.ReadAsync(new TelemetryQuery(), None)).Runs);
        Assert.Empty(await stores.Telemetry.ListActiveAsync(None));
        Assert.Equal((0, 1), ((await stores.Telemetry.CountAsync(now, None)).CompletedRuns, (await stores.Telemetry.CountAsync(now.AddHours(1), None)).CompletedRuns));
    }

    [StoreFact]
    public async Task Run_ThatIsRetried_LeavesTheHourOfItsEnd()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var failed = RunOf("r1", now, "failed", now) with { Cost = new Cost { StepsUsd = 2 } };
        var again = failed with { Status = "running", EndTime = null, Retries = 1, Cost = null };
        await WriteAsync(stores, failed);
        await WriteAsync(stores, again);

        Assert.Equal("r1", Assert.Single(await stores.Telemetry.ListActiveAsync(None)).RunId);
        Assert.Equal((0, null), ((await stores.Telemetry.CountAsync(now, None)).Missions.Count, (await stores.Telemetry.CountAsync(now, None)).MonthCostUsd));

        await WriteAsync(stores, failed);
        Assert.Equal(1, (await stores.Telemetry.FindRunAsync("r1", None))!.Retries);

        await WriteAsync(stores, again with { Status = "completed", EndTime = now.AddHours(2), Cost = new Cost { StepsUsd = 3 } });
        Assert.Equal((1, 3), ((await stores.Telemetry.CountAsync(now.AddHours(2), None)).CompletedRuns, (await stores.Telemetry.CountAsync(now.AddHours(2), None)).MonthCostUsd));
    }

    [StoreFact]
    public async Task OwnRecords_AgainstImportedOnes_Stand()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var own = new TelemetryBatch { Runs = [RunOf("r1", now, "running")], TaskLogs = [LogOf("r1", "t1", now, "own")] };
        var imported = new TelemetryBatch
        {
            Runs = [RunOf("r1", now, "completed", now) with { Origin = TelemetryOrigin.Recorded }],
            TaskLogs = [LogOf("r1", "t1", now.AddHours(1), "imported") with { Origin = TelemetryOrigin.Recorded }],
        };
        foreach (var batch in (TelemetryBatch[])[imported, own, imported])
        {
            await stores.Telemetry.WriteAsync(batch, None);
        }

        var all = await stores.Telemetry.ReadAsync(new TelemetryQuery(), None);
        Assert.Equal(("running", "own"), (all.Runs.Single().Status, all.TaskLogs.Single().AgentId));
        Assert.Equal(["own"], (await stores.Telemetry.TallyAgentsAsync(None)).Keys);
    }

    [StoreFact]
    public async Task Log_ThatEndedEarlier_DoesNotReplaceALaterOne()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var (minutes, agent) in ((int, string)[])[(5, "first"), (9, "last"), (5, "late")])
        {
            await stores.Telemetry.WriteAsync(new TelemetryBatch { TaskLogs = [LogOf("r1", "t1", now.AddMinutes(minutes), agent)] }, None);
        }

        var tally = Assert.Single((await stores.Telemetry.TallyAgentsAsync(None)).Values);
        Assert.Equal(("last", 1, now.AddMinutes(9)), (tally.AgentId, tally.Logs, tally.LastEndedAt));
        Assert.Equal("last", (await stores.Telemetry.ReadAsync(new TelemetryQuery("r1"), None)).TaskLogs.Single().AgentId);
    }

    [StoreFact]
    public async Task Intervention_WrittenAgain_StaysAsItWas()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var hours in (int[])[0, 1, 30])
        {
            await stores.Telemetry.WriteAsync(new TelemetryBatch { Interventions = [Intervention.OfDecision("a1", now.AddHours(hours), "r1", "m")] }, None);
        }

        Assert.Equal(now, (await stores.Telemetry.ReadAsync(new TelemetryQuery(), None)).Interventions.Single().At);
        Assert.Equal((1, 0), ((await stores.Telemetry.CountAsync(now.AddHours(23), None)).Interventions, (await stores.Telemetry.CountAsync(now.AddHours(24), None)).Interventions));
    }

    [StoreFact]
    public async Task Telemetry_Read_IsWhatTheQueryNames()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Telemetry.WriteAsync(
            new TelemetryBatch
            {
                Runs = [RunOf("old", now.AddDays(-9), "failed", now.AddDays(-9)), RunOf("new", now, "failed", now), RunOf("active", now.AddDays(-9), "running"), RunOf("other", now, "failed", now, "m2")],
                TaskLogs = [LogOf("old", "t", now.AddDays(-9)), LogOf("new", "t", now), LogOf("active", "t", now) with { EndedAt = null }, LogOf("other", "t", now) with { MissionId = "m2" }],
                Interventions = [Intervention.OfDecision("a", now.AddDays(-9), "old", "m"), Intervention.OfDecision("b", now, "new", "m"), Intervention.OfDecision("c", now, "other", "m2")],
            },
            None);

        Assert.Equal("active new old other | active new old other | new old other", await ReadAsync(stores, new TelemetryQuery()));
        Assert.Equal("active new old | active new old | new old", await ReadAsync(stores, new TelemetryQuery(MissionId: "m")));
        Assert.Equal("active new other | new other | new other", await ReadAsync(stores, new TelemetryQuery(Since: now)));
        Assert.Equal("active new | new | new", await ReadAsync(stores, new TelemetryQuery(MissionId: "m", Since: now)));
        Assert.Equal("old | old | old", await ReadAsync(stores, new TelemetryQuery("old", "m")));
        Assert.Equal(" |  | ", await ReadAsync(stores, new TelemetryQuery("old", Since: now)));
        Assert.Equal(" |  | ", await ReadAsync(stores, new TelemetryQuery("old", "m2")));
        Assert.Equal("active | active | ", await ReadAsync(stores, new TelemetryQuery("active")));
    }

    [StoreFact]
    public async Task Hop_ThatIsGiven_IsInTheHandsOfTheLastAgentUntilItEnds()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await WriteAsync(stores, RunOf("r1", now, "running"));
        foreach (var hop in (HopAssignment[])[new("r1", "t1", "ann"), new("r1", "t1", "bob"), new("r1", "t1", "bob"), new("r1", "t2", "bob"), new("r2", "t1", OddTexts[0])])
        {
            await stores.Telemetry.AssignAsync(hop, None);
        }

        Assert.Equal([(OddTexts[0], 1), ("bob", 2)], await AssignedAsync(stores));

        await stores.Telemetry.WriteAsync(new TelemetryBatch { TaskLogs = [LogOf("r1", "t1", now)] }, None);
        Assert.Equal([(OddTexts[0], 1), ("bob", 1)], await AssignedAsync(stores));

        await WriteAsync(stores, RunOf("r1", now, "completed", now));
        Assert.Equal([(OddTexts[0], 1)], await AssignedAsync(stores));
    }

    [StoreFact]
    public async Task Hop_GivenAfterItsRunEnded_IsInNobodysHands()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await WriteAsync(stores, RunOf("r1", now, "terminated", now));

        await stores.Telemetry.AssignAsync(new HopAssignment("r1", "t1", "ann"), None);

        Assert.Empty(await AssignedAsync(stores));
    }

    [StoreFact]
    public async Task Telemetry_OfAPurgedRun_Stays()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.StartAsync(Start("r1"));
        await stores.Telemetry.AssignAsync(new HopAssignment("r1", "t1", "ann"), None);
        await stores.EndAsync("r1", RunStatus.Completed);
        await stores.Telemetry.WriteAsync(
            new TelemetryBatch { Runs = [RunOf("r1", now, "completed", now)], TaskLogs = [LogOf("r1", "t2", now)], Interventions = [Intervention.OfDecision("r1~plan~1", now, "r1", "m")] },
            None);

        await stores.PurgeAsync("r1");

        Assert.Equal("r1 | r1 | r1", await ReadAsync(stores, new TelemetryQuery("r1")));
        Assert.Empty(await AssignedAsync(stores));
    }

    protected static MissionRun RunOf(string runId, DateTimeOffset start, string status, DateTimeOffset? end = null, string missionId = "m") =>
        new(runId, missionId, start, status) { EndTime = end, Origin = TelemetryOrigin.Own };

    protected static TaskLog LogOf(string runId, string taskId, DateTimeOffset endedAt, string agent = "ann") => new(runId, "m", taskId, agent, "completed")
    {
        ActualDurationMinutes = 7.5m,
        HumanDelayMinutes = 1.000001m,
        EstimatedDurationMinutes = 5,
        EndedAt = endedAt,
        Origin = TelemetryOrigin.Own,
    };

    private static Task WriteAsync(ConformanceStores stores, MissionRun run) => stores.Telemetry.WriteAsync(new TelemetryBatch { Runs = [run] }, None);

    private static async Task<string> ReadAsync(ConformanceStores stores, TelemetryQuery query)
    {
        var found = await stores.Telemetry.ReadAsync(query, None);
        string Ids(IEnumerable<string> ids) => string.Join(' ', ids.Order(StringComparer.Ordinal));
        return $"{Ids(found.Runs.Select(run => run.RunId))} | {Ids(found.TaskLogs.Select(log => log.RunId))} | {Ids(found.Interventions.Select(one => one.RunId))}";
    }

    private static async Task<IEnumerable<(string, int)>> AssignedAsync(ConformanceStores stores) =>
        (await stores.Telemetry.CountAssignedAsync(None)).OrderBy(agent => agent.Key, StringComparer.Ordinal).Select(agent => (agent.Key, agent.Value));
}
