using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

/// <summary>What records come to is what a count of all of them comes to, whatever was written, replaced and repeated.</summary>
public abstract partial class StoreConformance
{
    /// <summary>How many random histories a fact writes.</summary>
    protected virtual int Histories => 4;

    [StoreFact]
    public async Task Figures_OfARandomHistory_AreThoseOfAllItsRecords()
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            await using var stores = await OpenAsync();
            var history = new TelemetryHistory(seed, stores.Clock.GetUtcNow());
            for (var i = 1; i <= 24; i++)
            {
                await stores.Telemetry.WriteAsync(history.Next(), None);
                if (i % 6 == 0)
                {
                    await AssertFiguresAsync(stores, history, $"Seed {seed}, batch {i}.");
                }
            }
        }
    }

    [StoreFact]
    public async Task Figures_OfRecordsWrittenByManyAtOnce_MissNone()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var history = new TelemetryHistory(1, now);
        var batches = Enumerable.Range(0, 24).Select(i => new TelemetryBatch
        {
            Runs = [RunOf($"r{i}", now.AddMinutes(-i), "completed", now, $"m{i % 2}") with { Cost = new Cost { StepsUsd = 0.1m } }],
            TaskLogs = [LogOf($"r{i}", "t1", now) with { MissionId = $"m{i % 2}" }, LogOf($"r{i}", "t2", now) with { MissionId = $"m{i % 2}" }],
            Interventions = [Intervention.OfDecision($"r{i}~plan~1", now, $"r{i}", $"m{i % 2}")],
        }).ToList();
        batches.ForEach(history.Take);

        await Task.WhenAll(batches.Concat(batches).Select(batch => stores.Telemetry.WriteAsync(batch, None)));

        await AssertFiguresAsync(stores, history, "Twice, at once.");
    }

    [StoreFact]
    public async Task Figures_OfRecordsWrittenBesideChangesThatFail_MissNone()
    {
        await using var stores = await OpenAsync();
        var history = new TelemetryHistory(9, stores.Clock.GetUtcNow());
        await stores.Telemetry.WriteAsync(history.Next(), None);
        for (var round = 0; round < 8; round++)
        {
            var write = stores.Telemetry.WriteAsync(history.Next(), None);
            var fails = stores.Risks.ChangeAsync("m", "r", _ => throw new InvalidDataException(), None);
            await write;
            await Assert.ThrowsAsync<InvalidDataException>(() => fails);
        }

        await AssertFiguresAsync(stores, history, "Beside failures.");
    }

    [StoreFact]
    public async Task LatestRun_IsTheOneThatStartedLast_EvenIfItIsSaidToHaveEndedBefore()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Telemetry.WriteAsync(
            new TelemetryBatch
            {
                Runs =
                [
                    RunOf("a", now.AddHours(-9), "completed", now.AddHours(-1)),
                    RunOf("b", now.AddHours(-9), "failed", now.AddHours(-2)),
                    RunOf("later", now.AddHours(-8), "failed", now.AddHours(5)),
                    RunOf("odd", now.AddDays(9), "failed", now.AddHours(-1)),
                    RunOf("next", now.AddHours(-3), "completed", now, "m2"),
                ],
            },
            None);

        Assert.Equal([("m", "odd", "a"), ("m2", "next", "next")], await LatestAsync(stores, now));
        Assert.Equal([("m", "b", null)], await LatestAsync(stores, now.AddHours(-2)));
        await WriteAsync(stores, RunOf("odd", now.AddHours(-7), "completed", now.AddHours(-1)));
        Assert.Equal([("m", "odd", "odd"), ("m2", "next", "next")], await LatestAsync(stores, now));
    }

    [StoreFact]
    public async Task LastEndOfAnAgent_WhoseLatestLogBecomesAnothers_IsTheOneBefore()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var log in (TaskLog[])[LogOf("r1", "t1", now), LogOf("r1", "t2", now.AddHours(2)), LogOf("r1", "t3", now.AddHours(1)), LogOf("r1", "t2", now.AddHours(2), "bob")])
        {
            await stores.Telemetry.WriteAsync(new TelemetryBatch { TaskLogs = [log] }, None);
        }

        var tallies = await stores.Telemetry.TallyAgentsAsync(None);
        Assert.Equal((2, now.AddHours(1)), (tallies["ann"].Logs, tallies["ann"].LastEndedAt));
        Assert.Equal((1, now.AddHours(2)), (tallies["bob"].Logs, tallies["bob"].LastEndedAt));
    }

    private static async Task<IEnumerable<(string, string, string?)>> LatestAsync(ConformanceStores stores, DateTimeOffset asOf) =>
        (await stores.Telemetry.CountAsync(asOf, None)).Missions.OrderBy(mission => mission.Key, StringComparer.Ordinal)
            .Select(mission => (mission.Key, mission.Value.Run.RunId, mission.Value.Completed?.RunId));

    private static async Task AssertFiguresAsync(ConformanceStores stores, TelemetryHistory history, string when)
    {
        var all = history.All;
        Assert.Equal($"{when}\n{TelemetryHistory.Text(all)}", $"{when}\n{TelemetryHistory.Text(await stores.Telemetry.ReadAsync(new TelemetryQuery(), None))}");
        foreach (var moment in history.Moments())
        {
            var counted = TelemetryHistory.Text(await stores.Telemetry.CountAsync(moment, None));
            Assert.Equal($"{when} {moment:O}\n{TelemetryHistory.Text(PortfolioCounts.Of(all, moment))}", $"{when} {moment:O}\n{counted}");
        }

        Assert.Equal($"{when}\n{TelemetryHistory.Text(AgentStatistics.TallyOwn(all.TaskLogs))}", $"{when}\n{TelemetryHistory.Text(await stores.Telemetry.TallyAgentsAsync(None))}");
        var active = await stores.Telemetry.ListActiveAsync(None);
        Assert.Equal(history.Active.Select(run => run.RunId).Order(StringComparer.Ordinal), active.Select(run => run.RunId).Order(StringComparer.Ordinal));
    }
}
