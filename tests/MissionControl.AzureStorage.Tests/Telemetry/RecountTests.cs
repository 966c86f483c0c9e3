using MissionControl.AzureStorage.Conformance;
using MissionControl.AzureStorage.Gateways;
using MissionControl.AzureStorage.Tables;
using MissionControl.Portfolio;
using MissionControl.Runtime;
using MissionControl.Telemetry;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Telemetry;

/// <summary>Figures follow the records whoever is late, interrupted or at it at the same time.</summary>
public sealed class RecountTests : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(11);

    private readonly MemoryTableGateway _memory = new();
    private readonly PausingTables _tables;
    private readonly AzureConformanceStores _hub;

    public RecountTests()
    {
        _tables = new PausingTables(_memory);
        _hub = new AzureConformanceStores(_tables, new MemoryBlobGateway());
    }

    private DateTimeOffset Now => _hub.Clock.GetUtcNow();

    [Fact]
    public async Task Write_ThatWasCountedBeforeItWasMade_IsCountedOnceItIs()
    {
        _tables.HoldNextBatch(StorageNames.TaskLogs);
        var write = WriteAsync(_hub, Run("r1", Now));
        await _tables.Reached;
        Assert.Equal(0, await CompletedAsync());

        _tables.GoOn();
        await write;

        Assert.Equal(1, await CompletedAsync());
        Assert.Empty(Rows("changed"));
    }

    [Fact]
    public async Task Write_ThatIsLaterThanAnySweepWaits_BeginsAgainAndIsCounted()
    {
        _tables.HoldNextBatch(StorageNames.TaskLogs);
        var write = WriteAsync(_hub, Run("r1", Now));
        await _tables.Reached;
        _hub.Clock.Advance(Late);
        await _hub.Stores.Sweep.RunAsync(default);
        Assert.Empty(Rows("changed"));

        _tables.GoOn();
        await write;

        Assert.Equal(1, await CompletedAsync());
    }

    [Fact]
    public async Task Mark_OfAWriteThatNeverCame_IsClearedByALaterSweep()
    {
        Assert.True(await _hub.InterruptAsync(3, afterIt: false, () => WriteAsync(_hub, Run("r1", Now))));
        await _hub.Stores.Sweep.RunAsync(default);
        Assert.Single(Rows("changed"));

        _hub.Clock.Advance(Late);
        var report = await _hub.Stores.Sweep.RunAsync(default);

        Assert.True(report.IsClean);
        Assert.Empty(Rows("changed"));
        await WriteAsync(_hub, Run("r1", Now));
        Assert.Equal(1, await CompletedAsync());
    }

    [Fact]
    public async Task ActiveRows_OfRunsThatEnded_AreClearedAfterAnHour()
    {
        await WriteAsync(_hub, Run("r1", null));
        Assert.Single(await _hub.Telemetry.ListActiveAsync(default));
        await WriteAsync(_hub, Run("r1", Now));
        Assert.Empty(await _hub.Telemetry.ListActiveAsync(default));

        _hub.Clock.Advance(TimeSpan.FromMinutes(61));
        await _hub.Stores.Sweep.RunAsync(default);

        Assert.Empty(Rows(Bucket.Active));
        Assert.Empty(await _hub.Telemetry.ListActiveAsync(default));
    }

    [Fact]
    public async Task Figures_CountedByManyWhileOthersWrite_AreThoseOfAllRecords()
    {
        var other = new AzureConformanceStores(_tables, new MemoryBlobGateway());
        var writes = Enumerable.Range(0, 120).Select(i => WriteAsync(i % 2 == 0 ? _hub : other, Run($"r{i % 20}", i % 3 == 0 ? null : Now.AddHours(-(i % 5)), retries: i)));
        var counts = Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? _hub : other).Telemetry.CountAsync(Now, default));

        await Task.WhenAll([.. writes, .. counts]);

        var all = await _hub.Telemetry.ReadAsync(new TelemetryQuery(), default);
        Assert.Equal(20, all.Runs.Count);
        Assert.Equal(PortfolioCounts.Of(all, Now).CompletedRuns, await CompletedAsync());
        Assert.Equal(all.Runs.Count(run => !run.IsActive), await CompletedAsync());
        Assert.Empty(Rows("changed"));
    }

    [Fact]
    public async Task Recount_OfWhatDidNotChange_WritesNothing()
    {
        await WriteAsync(_hub, Run("r1", Now));
        await CompletedAsync();
        var before = Tags();

        await WriteAsync(_hub, Run("r1", Now));
        await CompletedAsync();

        Assert.Equal(before, Tags());
    }

    [Fact]
    public async Task Sweep_AfterAWrite_CountsItsHour()
    {
        await WriteAsync(_hub, Run("r1", Now));

        var report = await _hub.Stores.Sweep.RunAsync(default);

        Assert.Equal(1, report.Hours);
        Assert.Equal(0, (await _hub.Stores.Sweep.RunAsync(default)).Hours);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static MissionRun Run(string runId, DateTimeOffset? end, int retries = 0) =>
        new(runId, "m", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), end is null ? "running" : "completed") { EndTime = end, Retries = retries, Origin = TelemetryOrigin.Own };

    private static Task WriteAsync(AzureConformanceStores hub, MissionRun run) => hub.Telemetry.WriteAsync(new TelemetryBatch { Runs = [run] }, default);

    private async Task<int> CompletedAsync() => (await _hub.Telemetry.CountAsync(Now, default)).CompletedRuns;

    private IReadOnlyList<TableRow> Rows(string partition) => [.. _memory.All.Select(one => one.Row).Where(row => row.Key.Partition == partition)];

    private string Tags() => string.Join(' ', _memory.All.Select(one => $"{one.Table} {one.Row.Key} {one.Row.Tag}").Order(StringComparer.Ordinal));
}
