using MissionControl.Embedded.Stores;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Runs;

public sealed class PurgeTests : IDisposable
{
    private readonly HubFolder _folder = new();

    private static readonly PurgeQuery Everything = new(TimeSpan.Zero, PurgeQuery.FinalStatuses);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Purge_ByAgeAndStatus_DeletesThoseRunsAndNothingElse(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Ending());
        await StartAsync(test, "old-completed", "old-failed", "old-rejected", "old-waiting", "late-completed");
        await test.AdvanceAsync(TimeSpan.FromDays(29));
        await test.Missions.RaiseEventAsync("late-completed", "go", null, null, default);
        await StartAsync(test, "new-completed");
        await EndAsync(test, "new-completed");
        await test.AdvanceAsync(TimeSpan.FromDays(2));
        var kept = await ContentAsync(test, "old-rejected", "old-waiting", "late-completed", "new-completed");

        var outcome = await test.Missions.PurgeAsync(new PurgeQuery(TimeSpan.FromDays(30), [RunStatus.Completed, RunStatus.Failed]), null, default);

        Assert.Equal(2, outcome.Purged);
        Assert.Empty(outcome.StillEnding);
        Assert.Equal(kept, await ContentAsync(test, "old-rejected", "old-waiting", "late-completed", "new-completed"));
        Assert.Equal(4, (await test.Missions.Runs.ListAsync(new RunQuery(), default)).Count);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Purge_OfManyRuns_TakesThemInSmallTransactionsAndCountsThem(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Ending());
        await StartAsync(test, Ids((2 * Purge.BatchSize) + 1, "completed"));
        await StartAsync(test, "x-failed", "x-waiting");
        var heard = new Heard();

        var outcome = await test.Missions.PurgeAsync(Everything, heard, default);

        Assert.Equal((2 * Purge.BatchSize) + 2, outcome.Purged);
        Assert.Equal([64, 128, 129, 130], heard.Counts);
        Assert.Equal("x-waiting", Assert.Single(await test.Missions.Runs.ListAsync(new RunQuery(), default)).RunId);
    }

    [Theory]
    [InlineData(2, 0, 64)]
    [InlineData(0, 2, 128)]
    public async Task Purge_CutOffByACrash_KeepsWhatIsDoneAndGoesOnWhenItIsCalledAgain(int crashBefore, int crashAfter, int gone)
    {
        var options = new TestRuntimeOptions { Registry = _ => Ending(), HubFile = _folder.File };
        await using (var test = await TestRuntime.StartAsync(options))
        {
            await StartAsync(test, [.. Ids(150, "completed"), "x-waiting"]);
        }

        await using var crashing = await TestRuntime.StartAsync(options with { CrashBeforeCommit = crashBefore, CrashAfterCommit = crashAfter });
        await Assert.ThrowsAsync<HubUnavailableException>(() => crashing.Missions.PurgeAsync(Everything, null, default));
        await crashing.CrashAsync();
        var left = (await crashing.Missions.Runs.ListAsync(new RunQuery(Limit: 1000), default)).Count;
        var outcome = await crashing.Missions.PurgeAsync(Everything, null, default);

        Assert.Equal(151 - gone, left);
        Assert.Equal(150 - gone, outcome.Purged);
        Assert.Equal("x-waiting", Assert.Single(await crashing.Missions.Runs.ListAsync(new RunQuery(), default)).RunId);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Purge_WhileRunsGoOn_LeavesThemAlone(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Ending());
        var live = Ids(100, "late");
        await StartAsync(test, [.. Ids(200, "completed"), .. live]);

        // Those that end meanwhile are too young.
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        var purge = test.Missions.PurgeAsync(Everything with { OlderThan = TimeSpan.FromMinutes(1) }, null, default);
        await Task.WhenAll(live.Select(id => test.Missions.RaiseEventAsync(id, "go", null, null, default)));
        await StartAsync(test, "new-completed");

        Assert.Equal(200, (await purge).Purged);
        await test.WhenIdleAsync();
        var runs = await test.Missions.Runs.ListAsync(new RunQuery(Limit: 1000), default);
        Assert.Equal([.. live.Append("new-completed").Order(StringComparer.Ordinal)], runs.Select(run => run.RunId).Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal(RunStatus.Completed, run.Status));
    }

    [Fact]
    public async Task Purge_OfTheLastRunOfADocument_TakesTheDocumentToo()
    {
        await using var test = await new Mode(InFile: true, Evicted: false).StartAsync(_folder, Ending());
        await StartAsync(test, "a-completed", "b-waiting");
        var hash = (await test.Missions.Runs.GetAsync("a-completed", default))!.DefinitionHash;

        await test.Missions.PurgeAsync(Everything, null, default);
        var shared = await test.Stores.Definitions.GetAsync(hash, default);
        await EndAsync(test, "b-waiting");
        await test.Missions.PurgeAsync(Everything, null, default);

        Assert.NotNull(shared);
        Assert.Null(await test.Stores.Definitions.GetAsync(hash, default));
    }

    [Fact]
    public async Task Purge_OfARunWhoseChildHasNotEndedYet_LeavesItAndSaysSo()
    {
        var options = new TestRuntimeOptions { Registry = _ => WithChild(), HubFile = _folder.File, CrashAfterCommit = 3 };
        var crashing = await TestRuntime.StartAsync(options);
        await StartAsync(crashing, "r1");
        await crashing.WhenIdleAsync();
        await Assert.ThrowsAsync<HubUnavailableException>(() => crashing.Missions.RaiseEventAsync("r1", "go", null, null, default));
        crashing.Runtime.Crash();

        PurgeOutcome undriven;
        await using (var still = await EmbeddedRuntime.OpenAsync(new EmbeddedOptions { HubFile = _folder.File, Clock = options.Clock, Registry = _ => WithChild(), Drives = _ => false }))
        {
            undriven = await still.Missions.PurgeAsync(Everything, null, default);
        }

        await using var driven = await TestRuntime.StartAsync(options with { CrashAfterCommit = 0 });
        await driven.WhenIdleAsync();
        var outcome = await driven.Missions.PurgeAsync(Everything, null, default);

        Assert.Equal((0, "r1"), (undriven.Purged, Assert.Single(undriven.StillEnding)));
        Assert.Equal(1, outcome.Purged);
        Assert.Empty(await driven.Missions.Runs.ReadHistoryAsync("r1", default));
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Suspended)]
    public async Task Purge_OfAStatusThatIsNotFinal_IsRefused(RunStatus status)
    {
        await using var test = await TestRuntime.StartAsync(Ending());

        await Assert.ThrowsAsync<ArgumentException>(() => test.Missions.PurgeAsync(new PurgeQuery(TimeSpan.Zero, [status]), null, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Missions.PurgeAsync(Everything with { OlderThan = TimeSpan.FromDays(-1) }, null, default));
    }

    private static string[] Ids(int count, string ending) =>
        [.. Enumerable.Range(1, count).Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"run{n:000}-{ending}"))];

    private static async Task StartAsync(TestRuntime test, params string[] ids) =>
        await Task.WhenAll(ids.Select(id => test.Missions.StartAsync(Missions.Start(id), default)));

    private static async Task EndAsync(TestRuntime test, string id)
    {
        await test.Missions.RaiseEventAsync(id, "go", null, null, default);
        await test.WhenIdleAsync();
    }

    /// <summary>A run ends as its id says: at once, or when "go" is raised.</summary>
    private static OrchestrationRegistry Ending() => Missions.Registry(async (context, input) =>
    {
        var ending = input.RunId.Split('-')[^1];
        if (ending is "waiting" or "late" || input.RunId.StartsWith("late", StringComparison.Ordinal))
        {
            await context.WaitForExternalEvent<object?>("go");
        }

        return new RunResult(ending switch { "failed" => RunStatus.Failed, "rejected" => RunStatus.Rejected, _ => RunStatus.Completed });
    });

    /// <summary>Ends with "go", while its child waits for ever.</summary>
    private static OrchestrationRegistry WithChild() => Missions
        .Registry(async (context, input) =>
        {
            _ = context.CallSubOrchestratorAsync<object?>("child", null, "r1~child");
            await context.WaitForExternalEvent<object?>("go");
            return new RunResult(RunStatus.Completed);
        })
        .Orchestrator("child", async context => await context.WaitForExternalEvent<object?>("never"));

    /// <summary>All that the hub tells of the runs.</summary>
    private static async Task<string> ContentAsync(TestRuntime test, params string[] ids)
    {
        var content = new List<object?>();
        foreach (var id in ids)
        {
            var run = (await test.Missions.Runs.GetAsync(id, default))!;
            content.Add(run);
            content.Add(await test.Missions.Runs.ReadHistoryAsync(id, default));
            content.Add(await test.Stores.Definitions.GetAsync(run.DefinitionHash, default));
            content.Add(await test.Stores.Assets.GetAsync(id, run.InputHashes["in"], default));
        }

        Assert.DoesNotContain(null, content);
        return Wire.Serialize(content);
    }

    private sealed class Heard : IProgress<int>
    {
        public List<int> Counts { get; } = [];

        public void Report(int value) => Counts.Add(value);
    }
}
