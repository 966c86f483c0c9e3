using System.Text;
using MissionControl.Approvals;
using MissionControl.Assets;
using MissionControl.AzureStorage.Conformance;
using MissionControl.AzureStorage.Events;
using MissionControl.AzureStorage.Gateways;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing.Gateways;

namespace MissionControl.AzureStorage.Sweeping;

/// <summary>What a sweep finds after a process that ended, and that a second one finds nothing.</summary>
public sealed class SweepTests : IAsyncDisposable
{
    private readonly MemoryBlobGateway _blobs = new();
    private readonly AzureConformanceStores _hub;

    public SweepTests() => _hub = new AzureConformanceStores(new MemoryTableGateway(), _blobs);

    [Fact]
    public async Task Sweep_WhereNothingIsLeft_DoesNothing()
    {
        await _hub.StartAsync(Start("r1"));
        var told = _hub.Instances.Told.ToList();

        Assert.True((await SweepAsync()).IsClean);
        Assert.Equal(told, _hub.Instances.Told);
    }

    [Fact]
    public async Task RunRecord_WithoutAnInstance_IsScheduledWithItsInput()
    {
        _hub.Instances.IsDown = true;
        var run = await _hub.StartAsync(Start("r1"));
        _hub.Instances.IsDown = false;

        var report = await SweepAsync();

        Assert.Equal((1, 0), (report.Runs, report.Failed));
        var input = Wire.Deserialize<RunInput>(_hub.Instances.Scheduled["r1"])!;
        Assert.Equal(("r1", run.DefinitionHash, run.CreatedAt), (input.RunId, input.DefinitionHash, input.RunStartedAt));
        Assert.IsType<OrderedFault>(Assert.Single(_hub.Troubles));
    }

    [Fact]
    public async Task Retry_WithoutAnInstance_IsScheduledFromItsCheckpoint()
    {
        await _hub.StartAsync(Start("r1"));
        await _hub.EndAsync("r1", RunStatus.Failed);
        _hub.Instances.IsDown = true;
        await _hub.RetryAsync("r1");
        _hub.Instances.IsDown = false;

        await SweepAsync();

        Assert.Equal(RunStatus.Failed, Wire.Deserialize<RunInput>(_hub.Instances.Scheduled["r1~r1"])!.Checkpoint?.Status);
    }

    [Fact]
    public async Task Retry_OfAnEndWhoseTracesWereInterrupted_WritesThemFirst()
    {
        var ends = 0;
        for (var n = 1; ends < 5; n++)
        {
            var runId = $"r{n}";
            await _hub.StartAsync(Start(runId));
            await _hub.InterruptAsync(n, afterIt: false, () => _hub.EndAsync(runId, RunStatus.Failed));
            if ((await _hub.Runs.GetAsync(runId, default))!.Status != RunStatus.Failed)
            {
                continue;
            }

            ends++;
            await _hub.RetryAsync(runId);

            Assert.Equal("workflow_failure", Assert.Single((await _hub.Risks.ListAsync(new RiskQuery(RunId: runId), default)).Items).RiskType);
            Assert.Equal(("running", 1), ((await _hub.Telemetry.FindRunAsync(runId, default))!.Status, (await _hub.Telemetry.FindRunAsync(runId, default))!.Retries));
        }
    }

    [Fact]
    public async Task Decision_ThatNobodyRaised_IsRaisedOnce()
    {
        var record = await ApprovalAsync();
        _hub.Instances.IsDown = true;
        Assert.True(await _hub.Approvals.TryReplaceAsync(record with { Status = ApprovalStatus.Approved, Version = 2 }, wake: true, [], default));
        _hub.Instances.IsDown = false;

        var report = await SweepAsync();

        Assert.Equal(1, report.Decisions);
        Assert.Single(_hub.Instances.Told, "raise r1~plan~1 on r1");
        Assert.Equal(2, (await _hub.Approvals.GetAsync("r1~plan~1", default))!.Version);
    }

    [Fact]
    public async Task Events_ThatNobodyRaised_AreRaisedInTheirOrder()
    {
        await _hub.StartAsync(Start("r1"));
        _hub.Instances.IsDown = true;
        foreach (var number in (int[])[1, 2, 3])
        {
            await _hub.Stores.Outbox.RaiseAsync(new OutboxEvent($"e{number}", "r1", "go", $"{number}", _hub.Clock.GetUtcNow()), default);
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _hub.Instances.IsDown = false;

        Assert.Equal(3, (await SweepAsync()).Events);
        Assert.Equal(["raise go on r1: 1", "raise go on r1: 2", "raise go on r1: 3"], _hub.Instances.Told.TakeLast(3));
    }

    [Fact]
    public async Task Event_ThatWasRaised_IsForgotten()
    {
        await _hub.Stores.Outbox.RaiseAsync(new OutboxEvent("e1", "r1", "go", null, _hub.Clock.GetUtcNow()), default);

        Assert.Equal(["raise go on r1"], _hub.Instances.Told);
        Assert.True((await SweepAsync()).IsClean);
    }

    [Fact]
    public async Task Termination_ThatWasInterrupted_EndsInstanceAndApprovals()
    {
        await ApprovalAsync();
        _hub.Instances.IsDown = true;
        await _hub.TerminateAsync("r1");
        _hub.Instances.IsDown = false;
        Assert.Equal(ApprovalStatus.Pending, (await _hub.Approvals.GetAsync("r1~plan~1", default))!.Status);

        var report = await SweepAsync();

        Assert.Equal(1, report.Runs);
        Assert.Contains("terminate r1", _hub.Instances.Told);
        Assert.Equal(ApprovalStatus.Cancelled, (await _hub.Approvals.GetAsync("r1~plan~1", default))!.Status);
    }

    [Fact]
    public async Task Purge_ThatWasInterrupted_IsFinishedThoughNobodySeesTheRun()
    {
        await ApprovalAsync();
        await _hub.EndAsync("r1", RunStatus.Completed);
        _hub.Instances.IsDown = true;
        await Assert.ThrowsAsync<OrderedFault>(() => _hub.PurgeAsync("r1"));
        Assert.Null(await _hub.Runs.GetAsync("r1", default));
        Assert.Empty(await _hub.Runs.ListAsync(new RunQuery(), default));
        Assert.NotEmpty(_blobs.Names);
        _hub.Instances.IsDown = false;

        Assert.Equal(1, (await SweepAsync()).Runs);
        Assert.Empty(_blobs.Names);
        Assert.Empty(_hub.Instances.Scheduled);
    }

    [Fact]
    public async Task Start_ThatNeverCameToBe_IsClearedAfterADay()
    {
        await using var hub = await AbandonAsync();
        Assert.Equal(0, (await hub.Stores.Sweep.RunAsync(default)).Abandoned);
        Assert.NotNull(await hub.Definitions.GetAsync(Start("r1").DefinitionHash, default));
        hub.Clock.Advance(Sweep.AbandonedAfter + TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await hub.Stores.Sweep.RunAsync(default)).Abandoned);
        Assert.Empty(await hub.WorkAsync());
        Assert.Null(await hub.Definitions.GetAsync(Start("r1").DefinitionHash, default));
        await hub.StartAsync(Start("r2", key: "k"));
        Assert.Equal("r2", (await hub.Runs.FindStartAsync("k", default))?.RunId);
        Assert.Equal("r1", (await hub.StartAsync(Start("r1"))).RunId);
    }

    /// <summary>A hub in which everything of a start is written but the run itself.</summary>
    private static async Task<AzureConformanceStores> AbandonAsync()
    {
        for (var n = 1; ; n++)
        {
            var hub = new AzureConformanceStores(new MemoryTableGateway(), new MemoryBlobGateway());
            Assert.True(await hub.InterruptAsync(n, afterIt: false, () => hub.StartAsync(Start("r1", key: "k"))));
            if ((await hub.WorkAsync()).Count > 0)
            {
                Assert.Null(await hub.Runs.GetAsync("r1", default));
                return hub;
            }
        }
    }

    [Fact]
    public async Task Sweep_WithOneThingThatFails_DoesTheOthers()
    {
        var record = await ApprovalAsync();
        _hub.Instances.IsDown = true;
        await _hub.StartAsync(Start("r2"));
        await _hub.Approvals.TryReplaceAsync(record with { Votes = [new CountedVote("ann", true, _hub.Clock.GetUtcNow(), "cli")], Version = 2 }, wake: true, [], default);

        var report = await _hub.Stores.Sweep.RunAsync(default);
        _hub.Instances.IsDown = false;

        Assert.Equal((2, 0), (report.Failed, report.Runs + report.Decisions));
        Assert.Equal((1, 1), (await _hub.Stores.Sweep.RunAsync(default)) is var after ? (after.Runs, after.Decisions) : default);
    }

    [Fact]
    public async Task Sweeps_AtTheSameTime_DoEachThingAsOneWould()
    {
        _hub.Instances.IsDown = true;
        await _hub.StartAsync(Start("r1"));
        _hub.Instances.IsDown = false;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hub.Stores.Sweep.RunAsync(default)));

        Assert.Equal(["r1"], _hub.Instances.Scheduled.Keys);
        Assert.Single(await _hub.Events.ReadAsync("r1", 0, 10, default));
        Assert.True((await SweepAsync()).IsClean);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    internal static RunStart Start(string runId, string missionId = "m", string? key = null)
    {
        var document = Encoding.UTF8.GetBytes("""{"name":"m"}""");
        return new RunStart(runId, missionId, document, Wire.Sha256(document), new Dictionary<string, AssetReference>(), new Dictionary<string, byte[]>(), null, "ann")
        {
            Key = key is null ? null : new StartKey(key, "h"),
        };
    }

    private async Task<ApprovalRecord> ApprovalAsync()
    {
        await _hub.StartAsync(Start("r1"));
        var record = new ApprovalRecord(
            "r1~plan~1", "r1", "m", "r1", new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, _hub.Clock.GetUtcNow(), null);
        return await _hub.Approvals.AddAsync(record, [], default);
    }

    /// <summary>One sweep that has something to do or not, and one that must not.</summary>
    private async Task<SweepReport> SweepAsync()
    {
        var report = await _hub.Stores.Sweep.RunAsync(default);
        Assert.True((await _hub.Stores.Sweep.RunAsync(default)).IsClean, "A second sweep found something to do.");
        return report;
    }
}
