using MissionControl.AzureStorage.Conformance;
using MissionControl.AzureStorage.Sweeping;
using MissionControl.AzureStorage.Tables;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Runs;

/// <summary>Rows of the index that are no longer true, and months without any: what a page costs and when it gives up.</summary>
public sealed class IndexWalkTests : IAsyncDisposable
{
    private readonly SteadyTables _tables = new();
    private readonly AzureConformanceStores _hub;

    public IndexWalkTests() => _hub = new AzureConformanceStores(_tables, new MemoryBlobGateway());

    [Fact]
    public async Task StaleRows_OfRunsThatMovedOn_AreNotListed()
    {
        await StartAsync(3);
        await StaleAsync(3, RunStatus.Completed);

        Assert.Empty((await _hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed), default)).Runs);
        await _hub.EndAsync("r1", RunStatus.Completed);
        Assert.Equal(["r1"], (await _hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed), default)).Runs.Select(run => run.RunId));
    }

    [Fact]
    public async Task Page_OfMoreThanAHundredStaleRows_GivesUpWithAPlaceToGoOnFrom()
    {
        await StartAsync(130);
        await StaleAsync(130, RunStatus.Completed);
        await _hub.EndAsync("r0", RunStatus.Completed);
        var before = _hub.Meter.Calls;

        var first = await _hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed, Limit: 200), default);
        var cost = _hub.Meter.Calls - before;
        var second = await _hub.Runs.ReadPageAsync(new RunQuery(RunStatus.Completed, Limit: 200) { After = first.Next }, default);

        Assert.Empty(first.Runs);
        Assert.NotNull(first.Next);
        Assert.InRange(cost, 100, 103);
        Assert.Equal(["r0"], second.Runs.Select(run => run.RunId));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Page_OverManyMonthsWithoutARun_GivesUpAfterTwelve()
    {
        for (var i = 0; i < 30; i++)
        {
            await _hub.StartAsync(SweepTests.Start($"r{i:00}", i == 0 ? "rare" : "m"));
            _hub.Clock.Advance(TimeSpan.FromDays(32));
        }

        var (pages, place, found) = (0, (RunPlace?)null, new List<RunRecord>());
        do
        {
            var before = _hub.Meter.Calls;
            var page = await _hub.Runs.ReadPageAsync(new RunQuery(MissionId: "rare", Limit: 5) { After = place }, default);
            Assert.InRange(_hub.Meter.Calls - before, 1, 1 + RunIndex.MostMonths + page.Runs.Count);
            found.AddRange(page.Runs);
            place = page.Next;
            pages++;
        }
        while (place is not null);

        Assert.Equal("r00", Assert.Single(found).RunId);
        Assert.InRange(pages, 3, 4);
    }

    [Fact]
    public async Task Change_ThatLostTheRace_LeavesNoRowBehind()
    {
        await StartAsync(1);
        var end = (RunRecord run, RunStatus status) => run.IsFinal ? null : run with { Status = status };

        await Task.WhenAll(
            _hub.Stores.RunRecords.ChangeAsync("r0", run => end(run, RunStatus.Completed), default),
            _hub.Stores.RunRecords.ChangeAsync("r0", run => end(run, RunStatus.Failed), default),
            _hub.Stores.RunRecords.ChangeAsync("r0", run => end(run, RunStatus.Rejected), default));

        var rows = 0;
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var range = new TableRange(RunPlaces.Partition(null, status, KeyText.Month(_hub.Clock.GetUtcNow())));
            rows += (await _tables.QueryAsync(StorageNames.RunIndex, range, 10, null, default)).Rows.Count;
        }

        Assert.Equal(1, rows);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task StartAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _hub.StartAsync(SweepTests.Start($"r{i}"));
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Rows as an interruption leaves them: of changes that were announced and never made.</summary>
    private async Task StaleAsync(int count, RunStatus status)
    {
        for (var i = 0; i < count; i++)
        {
            var run = (await _hub.Runs.GetAsync($"r{i}", default))!;
            var never = new RunRow(run with { Status = status }, null) { Version = 99, StatusSince = 99 };
            foreach (var place in RunPlaces.Of(never).Where(place => place.Partition.Contains("completed", StringComparison.Ordinal)))
            {
                await _tables.UpsertAsync(StorageNames.RunIndex, IndexEntry.Write(place, never, run.CreatedAt), default);
            }
        }
    }
}
