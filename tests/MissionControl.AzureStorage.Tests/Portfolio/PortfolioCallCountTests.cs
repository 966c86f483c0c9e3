using System.Globalization;
using MissionControl.AzureStorage.Azurite;
using MissionControl.AzureStorage.Conformance;
using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Portfolio;

/// <summary>No question of the portfolio looks at more because more runs have ended: the calls are the same after ten runs and after thousands.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class PortfolioCallCountTests(AzuriteServer azurite)
{
    private const int Page = 5;

    /// <summary>Runs that still go on, and risks that are open, however many have ended.</summary>
    private const int Open = 4;

    /// <summary>Every question that a route of the API, a run or a timer asks of what runs leave.</summary>
    private static readonly IReadOnlyDictionary<string, Func<AzureConformanceStores, Task>> Questions = new Dictionary<string, Func<AzureConformanceStores, Task>>
    {
        ["record of a run"] = hub => hub.Telemetry.FindRunAsync("r3", default),
        ["telemetry of a run"] = hub => hub.Telemetry.ReadAsync(new TelemetryQuery("r3"), default),
        ["active runs"] = hub => hub.Telemetry.ListActiveAsync(default),
        ["counts"] = hub => hub.Telemetry.CountAsync(hub.Clock.GetUtcNow(), default),
        ["agents"] = hub => hub.Telemetry.TallyAgentsAsync(default),
        ["hops in hand"] = hub => hub.Telemetry.CountAssignedAsync(default),
        ["risk"] = hub => hub.Risks.FindAsync("e3", default),
        ["risks"] = hub => hub.Risks.ListAsync(new RiskQuery(Limit: Page), default),
        ["open risks"] = hub => hub.Risks.ListAsync(new RiskQuery(Open: true, Limit: Page), default),
        ["closed risks of a mission"] = hub => hub.Risks.ListAsync(new RiskQuery(Open: false, MissionId: "m", Limit: Page), default),
        ["risks of a run"] = hub => hub.Risks.ListAsync(new RiskQuery(RunId: "r3", Limit: Page), default),
        ["risks since a time"] = hub => hub.Risks.ListAsync(new RiskQuery(Since: hub.Clock.GetUtcNow().AddDays(-1), Limit: Page), default),
        ["all open risks"] = hub => hub.Risks.ListOpenAsync(default),
        ["risk rollup"] = hub => hub.Risks.CountAsync(default),
        ["snapshots"] = hub => hub.Portfolio.ListSnapshotsAsync(null, Page, default),
        ["rollups"] = hub => hub.Portfolio.ListRollupsAsync(Page, default),
        ["triggers"] = hub => hub.Portfolio.ListTriggersAsync(default),
        ["trigger history"] = hub => hub.Portfolio.ListTriggerHistoryAsync(Page, default),
        ["notices"] = hub => hub.Notices.ListAsync(Page, default),
        ["snapshot"] = hub => Tick(hub).SnapshotAsync(hub.Clock.GetUtcNow(), default),
        ["tick"] = hub => Tick(hub).RunSnapshotAsync(hub.Clock.GetUtcNow(), default),
        ["rollup tick"] = hub => Tick(hub).RunRollupAsync(hub.Clock.GetUtcNow(), default),
        ["risk closed"] = hub => hub.Risks.ChangeAsync("m", "r2", known => [known.Single(risk => risk.EventId == "e2").Close("ann", hub.Clock.GetUtcNow(), "done")], default),
        ["hop given"] = hub => hub.Telemetry.AssignAsync(new HopAssignment("r2", "t1", "ann"), default),
        ["run ends"] = hub => hub.Telemetry.WriteAsync(Ended("r2", hub.Clock.GetUtcNow()), default),
        ["snapshot after a run"] = hub => Tick(hub).SnapshotAsync(hub.Clock.GetUtcNow(), default),
        ["late run"] = hub => hub.Telemetry.WriteAsync(Ended("r1", hub.Clock.GetUtcNow().AddHours(-1)), default),
        ["counts after a late run"] = hub => hub.Telemetry.CountAsync(hub.Clock.GetUtcNow(), default),
    };

    [Fact]
    public async Task Questions_AfterTenAndAfterTenThousandRuns_MakeTheSameCalls()
    {
        var few = await CountAsync(await FillAsync(new SteadyTables(), 10));
        var many = await CountAsync(await FillAsync(new SteadyTables(), 10_000));

        Assert.Equal(few, many);
        Assert.All(few, count => Assert.InRange(count.Calls, 1, 60));
    }

    [AzuriteFact]
    public async Task Questions_AfterTenAndAfterAThousandRunsOnAService_MakeTheSameCalls()
    {
        var few = await CountAsync(await CopyAsync(10));
        var many = await CountAsync(await CopyAsync(1000));

        Assert.Equal(few, many);
    }

    [Fact]
    public async Task Counts_WhenNothingChanged_CostOneLookAndTheSums()
    {
        var hub = await FillAsync(new SteadyTables(), 10);
        var before = hub.Meter.Calls;

        await hub.Telemetry.CountAsync(hub.Clock.GetUtcNow(), default);

        Assert.Equal(1 + 3, hub.Meter.Calls - before);
    }

    private static PortfolioTick Tick(AzureConformanceStores hub) =>
        new(new HubPortfolio(hub.Stores.TelemetryPorts(PortfolioSettings.Default), hub.Definitions, hub.Catalogue, hub.Clock));

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

    /// <summary>All in one month, each with a log, an intervention and a risk; the first few still run and their risks are open.</summary>
    private static async Task<AzureConformanceStores> FillAsync(SteadyTables tables, int runs)
    {
        var hub = new AzureConformanceStores(tables, new MemoryBlobGateway());
        for (var i = 0; i < runs; i++)
        {
            var (now, id) = (hub.Clock.GetUtcNow(), $"r{i}");
            var risk = new RiskEvent($"e{i}", id, "m", "t1", RiskType.Rework, Severity.Low, "again", now, RiskEvent.Open);
            await hub.Risks.ChangeAsync("m", id, _ => [i < Open ? risk : risk.Close("ann", now, "done")], default);
            await hub.Telemetry.WriteAsync(i < Open ? new TelemetryBatch { Runs = [Begun(id, now)] } : Ended(id, now), default);
            if (i < Open)
            {
                await hub.Telemetry.AssignAsync(new HopAssignment(id, "t2", "ann"), default);
            }

            hub.Clock.Advance(TimeSpan.FromSeconds(100));
        }

        for (var day = 0; day <= Page; day++)
        {
            var (date, at) = (new DateOnly(2025, 12, 1).AddDays(day), hub.Clock.GetUtcNow());
            await hub.Portfolio.SaveSnapshotAsync(new PortfolioSnapshot(date) { ComputedAt = at }, default);
            await hub.Portfolio.SaveRollupAsync(DailyRiskRollup.Of(date, RiskRollup.Of([]), at), default);
        }

        await hub.Stores.Sweep.RunAsync(default);
        return hub;
    }

    private static MissionRun Begun(string runId, DateTimeOffset at) => new(runId, "m", at, "running") { Origin = TelemetryOrigin.Own };

    private static TelemetryBatch Ended(string runId, DateTimeOffset at) => new()
    {
        Runs = [Begun(runId, at) with { Status = "completed", EndTime = at, Kpis = new Dictionary<string, decimal> { ["speed_days"] = 1 } }],
        TaskLogs = [new TaskLog(runId, "m", "t1", "ann", "completed") { ActualDurationMinutes = 5, EndedAt = at, EstimatedDurationMinutes = 4, Origin = TelemetryOrigin.Own }],
        Interventions = [Intervention.OfDecision(string.Create(CultureInfo.InvariantCulture, $"{runId}~plan~1"), at, runId, "m")],
    };

    /// <summary>The same rows on a service, written a batch at a time.</summary>
    private async Task<AzureConformanceStores> CopyAsync(int runs)
    {
        var (from, prefix) = (new SteadyTables(), $"t{Guid.NewGuid():n}");
        var filled = await FillAsync(from, runs);
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
