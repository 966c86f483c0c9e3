using System.Text;
using MissionControl.Portfolio;
using MissionControl.Risk;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using Xunit;

namespace MissionControl.Testing.Conformance.Stores;

public abstract partial class StoreConformance
{
    private static readonly DateOnly Day = new(2026, 2, 6);

    [StoreFact]
    public async Task Snapshot_OfADay_IsTheLatestThatWasComputed()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var (hours, runs) in ((int, int)[])[(1, 1), (3, 3), (2, 2), (3, 4)])
        {
            await stores.Portfolio.SaveSnapshotAsync(new PortfolioSnapshot(Day) { ActiveRuns = runs, ComputedAt = now.AddHours(hours) }, None);
        }

        Assert.Equal(4, Assert.Single(await stores.Portfolio.ListSnapshotsAsync(null, 10, None)).ActiveRuns);
    }

    [StoreFact]
    public async Task Snapshot_ThatWasReadFromAFile_Stays()
    {
        await using var stores = await OpenAsync();
        var computed = new PortfolioSnapshot(Day) { ActiveRuns = 1, ComputedAt = stores.Clock.GetUtcNow(), AvgKpiImprovementPct = 33.5m, TopBottleneckTaskName = OddTexts[0] };
        await stores.Portfolio.SaveSnapshotAsync(computed, None);
        Assert.Equal(computed, Assert.Single(await stores.Portfolio.ListSnapshotsAsync(Day, 1, None)));

        await stores.Portfolio.ImportAsync(new PortfolioImport(null, new TelemetryBatch()) { Snapshots = [new PortfolioSnapshot(Day) { ActiveRuns = 7 }] }, None);
        await stores.Portfolio.SaveSnapshotAsync(computed with { ComputedAt = stores.Clock.GetUtcNow().AddDays(1) }, None);

        Assert.Equal(new PortfolioSnapshot(Day) { ActiveRuns = 7 }, Assert.Single(await stores.Portfolio.ListSnapshotsAsync(null, 10, None)));
    }

    [StoreFact]
    public async Task Snapshots_AreListedNewestDayFirst()
    {
        await using var stores = await OpenAsync();
        foreach (var day in (int[])[3, 0, 40, 1])
        {
            await stores.Portfolio.SaveSnapshotAsync(new PortfolioSnapshot(Day.AddDays(day)) { ComputedAt = stores.Clock.GetUtcNow() }, None);
        }

        Assert.Equal([40, 3], await DaysAsync(stores, null, 2));
        Assert.Equal([1, 0], await DaysAsync(stores, Day.AddDays(2), 10));
        Assert.Equal([3], await DaysAsync(stores, Day.AddDays(3), 1));
        Assert.Empty(await DaysAsync(stores, Day.AddDays(-1), 10));
    }

    [StoreFact]
    public async Task RiskRollups_OfADay_AreTheLatestThatWereComputed()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        var rollup = RiskRollup.Of([RiskOf("e", now) with { Severity = Severity.High }, RiskOf("f", now).Close("ann", now, "done")]);
        var last = DailyRiskRollup.Of(Day, rollup, now.AddHours(2));
        foreach (var one in (DailyRiskRollup[])[DailyRiskRollup.Of(Day.AddDays(1), RiskRollup.Of([]), now), last, DailyRiskRollup.Of(Day, RiskRollup.Of([]), now.AddHours(1))])
        {
            await stores.Portfolio.SaveRollupAsync(one, None);
        }

        var rollups = await stores.Portfolio.ListRollupsAsync(10, None);
        Assert.Equal([Day.AddDays(1), Day], rollups.Select(one => one.RollupDate));
        Assert.Equal(Wire.Serialize(last), Wire.Serialize(rollups[1]));
        Assert.Equal((5, 3), (rollups[1].RiskIndex, rollups[1].OpenRiskIndex));
        Assert.Single(await stores.Portfolio.ListRollupsAsync(1, None));
    }

    [StoreFact]
    public async Task Tick_OfAnEarlierTime_ChangesNothing()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        foreach (var hours in (int[])[0, 2, 1])
        {
            await stores.Portfolio.SaveTickAsync(OddTexts[0], now.AddHours(hours), None);
        }

        Assert.Equal(now.AddHours(2), await stores.Portfolio.FindTickAsync(OddTexts[0], None));
        Assert.Null(await stores.Portfolio.FindTickAsync("other", None));
    }

    [StoreFact]
    public async Task Trigger_ThatFiresAndClears_IsToldOnceEachAndStaysInTheHistory()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await EvaluateAsync(stores, now, ("a", 2), ("b", 5));
        await EvaluateAsync(stores, now.AddHours(1), ("b", 6), ("a", 2));
        Assert.Equal([("a", 2m, now), ("b", 6m, now)], (await stores.Portfolio.ListTriggersAsync(None)).Select(one => (one.TriggerType, one.Value, one.FiredAt)));

        await EvaluateAsync(stores, now.AddHours(2), ("b", 6));
        await EvaluateAsync(stores, now.AddHours(3), ("b", 6), ("a", 9));

        var history = await stores.Portfolio.ListTriggerHistoryAsync(10, None);
        Assert.Equal(("a", now.AddHours(3), null), (history[0].TriggerType, history[0].FiredAt, history[0].ClearedAt));
        Assert.Equal([("a", now.AddHours(2)), ("b", null)], history.Skip(1).OrderBy(one => one.TriggerType).Select(one => (one.TriggerType, one.ClearedAt)));
        Assert.Single(await stores.Portfolio.ListTriggerHistoryAsync(1, None));
        var kinds = (await stores.Notices.ListAsync(10, None)).Select(notice => notice.Kind).ToList();
        Assert.Equal(["trigger.fired", "trigger.fired", "trigger.cleared", "trigger.fired"], kinds);
    }

    [StoreFact]
    public async Task Triggers_EvaluatedByManyAtOnce_FireOnce()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => EvaluateAsync(stores, now.AddSeconds(i), ("a", i), ("b", i))));

        Assert.Equal(["a", "b"], (await stores.Portfolio.ListTriggersAsync(None)).Select(one => one.TriggerType));
        Assert.Equal(2, (await stores.Portfolio.ListTriggerHistoryAsync(10, None)).Count);
        Assert.Equal(2, (await stores.Notices.ListAsync(10, None)).Count);
    }

    [StoreFact]
    public async Task Import_IsTakenInWhole()
    {
        await using var stores = await OpenAsync();
        var import = Import(stores.Clock.GetUtcNow());

        await stores.Portfolio.ImportAsync(import, None);

        await AssertImportedAsync(stores);
        Assert.Null(await stores.Portfolio.ReadFilesAsync(import.Files!.Version, None));
        Assert.NotNull(await stores.Portfolio.ReadFilesAsync("another", None));
    }

    [StoreFact]
    public async Task Import_MadeAgain_ChangesNothing()
    {
        await using var stores = await OpenAsync();
        var import = Import(stores.Clock.GetUtcNow());
        await stores.Portfolio.ImportAsync(import, None);
        await stores.Risks.ChangeAsync("m", null, known => [known.Single().Close("ann", stores.Clock.GetUtcNow(), "done")], None);

        await stores.Portfolio.ImportAsync(import, None);

        await AssertImportedAsync(stores);
        Assert.Equal("ann", (await stores.Risks.FindAsync("open", None))!.ClosedBy);
    }

    [StoreFact]
    public async Task Import_OfOtherFiles_TakesThePlaceOfTheFirst()
    {
        await using var stores = await OpenAsync();
        var now = stores.Clock.GetUtcNow();
        await stores.Portfolio.ImportAsync(Import(now), None);
        var files = ImportedFiles.Of(new Dictionary<string, byte[]> { ["only.json"] = [1, 2, 3], ["empty.json"] = [] }, now.AddDays(1));

        await stores.Portfolio.ImportAsync(new PortfolioImport(files, new TelemetryBatch()), None);

        var read = (await stores.Portfolio.ReadFilesAsync(null, None))!;
        Assert.Equal((files.Version, now.AddDays(1)), (read.Version, read.ImportedAt));
        Assert.Equal(["empty.json", "only.json"], read.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3], read.Files["only.json"]);
        Assert.Equal(1, (await stores.Telemetry.CountAsync(now, None)).CompletedRuns);
    }

    [StoreFact]
    public async Task Import_OfNothing_LeavesNothing()
    {
        await using var stores = await OpenAsync();

        await stores.Portfolio.ImportAsync(new PortfolioImport(null, new TelemetryBatch()), None);

        Assert.Null(await stores.Portfolio.ReadFilesAsync(null, None));
        Assert.Empty(await stores.Portfolio.ListSnapshotsAsync(null, 10, None));
    }

    private static PortfolioImport Import(DateTimeOffset now)
    {
        var files = new Dictionary<string, byte[]> { ["runs.json"] = Encoding.UTF8.GetBytes(new string('ü', 100_000)), ["odd name?.json"] = [0] };
        return new PortfolioImport(ImportedFiles.Of(files, now), new TelemetryBatch
        {
            Runs = [RunOf("r1", now, "completed", now) with { Origin = TelemetryOrigin.Recorded }],
            TaskLogs = [LogOf("r1", "t1", now) with { Origin = TelemetryOrigin.Recorded }],
            Interventions = [Intervention.OfDecision("a1", now, "r1", "m")],
        })
        {
            RiskEvents = [RiskOf("open", now) with { Severity = Severity.High }, RiskOf("closed", now).Close("bob", now, "done")],
            Snapshots = [new PortfolioSnapshot(Day) { ActiveRuns = 7 }],
        };
    }

    private static async Task AssertImportedAsync(ConformanceStores stores)
    {
        var now = stores.Clock.GetUtcNow();
        Assert.Equal("r1 | r1 | r1", await ReadAsync(stores, new TelemetryQuery()));
        Assert.Equal((1, 1), ((await stores.Telemetry.CountAsync(now, None)).CompletedRuns, (await stores.Telemetry.CountAsync(now, None)).Interventions));
        Assert.Equal(2, (await stores.Risks.CountAsync(None)).TotalCount);
        Assert.Single(await stores.Notices.ListAsync(10, None));
        Assert.Equal(7, Assert.Single(await stores.Portfolio.ListSnapshotsAsync(null, 10, None)).ActiveRuns);
        var files = (await stores.Portfolio.ReadFilesAsync(null, None))!;
        Assert.Equal(ImportedFiles.Of(files.Files, now).Version, files.Version);
        Assert.Equal([("odd name?.json", 1), ("runs.json", 200_000)], files.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value.Length)));
    }

    private static async Task<IEnumerable<int>> DaysAsync(ConformanceStores stores, DateOnly? until, int limit) =>
        (await stores.Portfolio.ListSnapshotsAsync(until, limit, None)).Select(snapshot => snapshot.SnapshotDate.DayNumber - Day.DayNumber);

    private static Task<TriggerChange> EvaluateAsync(ConformanceStores stores, DateTimeOffset at, params (string Type, decimal Value)[] conditions) =>
        stores.Portfolio.ChangeTriggersAsync(
            active => ExecutiveTriggers.Evaluate(active, [.. conditions.Select(one => new TriggerCondition(one.Type, one.Value, 0, $"{one.Type} is {one.Value}"))], at),
            None);
}
