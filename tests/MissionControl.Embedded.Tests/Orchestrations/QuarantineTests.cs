using MissionControl.Embedded.Execution;
using MissionControl.Embedded.Sealing;
using MissionControl.Embedded.Tests.Hub;
using MissionControl.Embedded.Tests.Sealing;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

/// <summary>Instances whose turns fail the runtime itself, in a process that lives on.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly HubFolder _folder = new();
    private readonly FaultyHub _hub = new();
    private int _reads;
    private bool _isBroken = true;

    public void Dispose()
    {
        _folder.Dispose();
        _hub.Dispose();
    }

    [Fact]
    public async Task ResultThatCannotBeWritten_AfterAllTries_QuarantinesItsInstanceAndNoOther()
    {
        await using var test = await StartAsync();

        await SignalAsync(test, "a");
        await SignalAsync(test, "good");

        var status = test.Orchestrations.Get("a")!;
        Assert.Equal(OrchestrationState.Quarantined, status.State);
        Assert.Contains("quarantined: its turn failed 5 times, at last with IOException: no value", status.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(5, _reads);
        Assert.Equal("a", Assert.Single(test.Orchestrations.ListQuarantined()).InstanceId);
        Assert.Equal(OrchestrationState.Completed, test.Orchestrations.Get("good")!.State);
    }

    [Fact]
    public async Task Quarantined_Resumed_GoesOnWithWhatItWasTold()
    {
        await using var test = await StartAsync();
        await SignalAsync(test, "a");
        _isBroken = false;

        await test.Orchestrations.ResumeAsync("a");

        Assert.Equal(OrchestrationState.Completed, (await test.Orchestrations.WaitForCompletionAsync("a")).State);
        Assert.Empty(test.Orchestrations.ListQuarantined());
    }

    [Fact]
    public async Task Quarantined_ResumedBeforeItsCauseIsGone_IsTriedAsOftenAgain()
    {
        await using var test = await StartAsync();
        await SignalAsync(test, "a");

        var resumed = test.Orchestrations.ResumeAsync("a");
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        await resumed;

        Assert.Equal(10, _reads);
        Assert.Equal(OrchestrationState.Quarantined, test.Orchestrations.Get("a")!.State);
    }

    [Fact]
    public async Task Quarantined_AfterARestart_KeepsWhatItWasToldAndStaysWhereItIs()
    {
        await using var test = await StartAsync();
        await SignalAsync(test, "a");

        await test.RestartAsync();
        await test.WhenIdleAsync();

        Assert.Equal((5, OrchestrationState.Quarantined), (_reads, test.Orchestrations.Get("a")!.State));
        _isBroken = false;
        await test.Orchestrations.ResumeAsync("a");
        Assert.Equal(OrchestrationState.Completed, (await test.Orchestrations.WaitForCompletionAsync("a")).State);
    }

    [Fact]
    public async Task HistoryThatCannotBeRead_QuarantinesItsInstance_WhichCanBeTerminated()
    {
        await using var test = await StartAsync(evicted: true);
        _hub.Reading = id => id == "a" ? new DamagedHistoryException(id, 1, new InvalidDataException("no events")) : null;

        await SignalAsync(test, "a");
        await SignalAsync(test, "good");

        Assert.Contains("cannot be read from event 1 on", test.Orchestrations.Get("a")!.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationState.Completed, test.Orchestrations.Get("good")!.State);
        await test.Orchestrations.TerminateAsync("a", "ann", "Given up.");
        Assert.Equal(OrchestrationState.Terminated, test.Orchestrations.Get("a")!.State);
    }

    [Fact]
    public async Task TurnThatTheStoreRefusesAgainAndAgain_QuarantinesItsInstance()
    {
        await using var test = await StartAsync();
        var refused = 0;
        var work = test.Orchestrations.ScheduleAsync("works", null, "w");
        _hub.Refusing = unit => unit is TurnCommit { Start: null } ? new InvalidOperationException($"constraint {++refused}") : null;

        await work;
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(5, refused);
        Assert.Contains("InvalidOperationException: constraint 5", test.Orchestrations.Get("w")!.Failure!.ErrorMessage, StringComparison.Ordinal);
        _hub.Refusing = _ => null;
        await test.Orchestrations.ResumeAsync("w");
        Assert.Equal(1, (await test.Orchestrations.WaitForCompletionAsync("w")).ReadOutput<int>());
    }

    [Fact]
    public async Task HubThatCannotBeRead_HoldsInstancesUpAndQuarantinesNone()
    {
        await using var test = await StartAsync(evicted: true);
        var outages = 20;
        _hub.Reading = _ => outages-- > 0 ? new HubUnavailableException("The hub cannot be read.", null) : null;

        await SignalAsync(test, "good");

        Assert.Equal(OrchestrationState.Completed, test.Orchestrations.Get("good")!.State);
        Assert.True(outages < 0);
    }

    [Fact]
    public async Task MessageThatCannotBeRead_QuarantinesItsReceiverAndTheHubOpens()
    {
        await using (var test = await StartAsync(_folder.File))
        {
            await test.WhenIdleAsync();
        }

        HubEditor.Run(_folder.File, "INSERT INTO inbox(id, target, generation, event) VALUES(99, 'a', NULL, '{\"event\":\"no such event\"}')");
        await using var opened = await StartAsync(_folder.File, starts: false);
        await opened.AdvanceAsync(TimeSpan.FromMinutes(1));
        await SignalAsync(opened, "good");

        Assert.Contains("Message 99 of its inbox cannot be read", opened.Orchestrations.Get("a")!.Failure!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationState.Completed, opened.Orchestrations.Get("good")!.State);
        await opened.Orchestrations.TerminateAsync("a");
        Assert.Equal("0", HubEditor.Read(_folder.File, "SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Run_WhoseHopIsQuarantined_IsSuspendedWithTheCureAndGoesOnWhenItIsResumed()
    {
        var registry = Missions.Registry(async (context, _) =>
        {
            await context.CallSubOrchestratorAsync<object?>("bad", null, context.InstanceId + "~h1");
            return new RunResult(RunStatus.Completed);
        }).Orchestrator("bad", BadAsync);
        await using var test = await TestRuntime.StartAsync(new TestRuntimeOptions { Registry = _ => registry, HubFile = _folder.File });
        await test.Missions.StartAsync(Missions.Start(), default);
        await test.WhenIdleAsync();

        await SignalAsync(test, "r1~h1");

        var run = (await test.Missions.Runs.GetAsync("r1", default))!;
        Assert.Equal(RunStatus.Suspended, run.Status);
        Assert.Contains("quarantined: its turn failed 5 times", run.Error, StringComparison.Ordinal);
        Assert.Contains("mission resume r1", run.Error, StringComparison.Ordinal);
        using (var reader = HubReader.Open(_folder.File)!)
        {
            Assert.Equal(("r1~h1", "r1"), reader.ListQuarantined().Select(one => (one.InstanceId, one.RunId)).Single());
        }

        _isBroken = false;
        await test.Missions.ResumeAsync("r1", "ann", null, default);
        await test.WhenIdleAsync();
        Assert.Equal((RunStatus.Completed, null), (await test.Missions.Runs.GetAsync("r1", default) is { } after ? (after.Status, after.Error) : default));
    }

    private async Task<object?> BadAsync(OrchestrationContext context)
    {
        await context.WaitForExternalEvent<object?>("go");
        return _isBroken ? new Unwritable(() => _reads++) : 1;
    }

    /// <summary>Instances "a", which ends with what cannot be written, and "good", both waiting.</summary>
    private async Task<TestRuntime> StartAsync(string? file = null, bool starts = true, bool evicted = false)
    {
        var registry = new OrchestrationRegistry()
            .Orchestrator("bad", BadAsync)
            .Orchestrator("waits", async context => await context.WaitForExternalEvent<object?>("go"))
            .AddActivity("work", new ScriptedActivity((_, _) => Task.FromResult<string?>("1")))
            .Orchestrator("works", async context => await context.CallActivityAsync<int>("work", null));
        var test = await TestRuntime.StartAsync(new TestRuntimeOptions
        {
            Registry = _ => registry,
            HubFile = file,
            EvictAfterEveryCommit = evicted,
            Configure = options => file is null ? options with { Store = _hub } : options,
        });
        if (starts)
        {
            await test.Orchestrations.ScheduleAsync("bad", null, "a");
            await test.Orchestrations.ScheduleAsync("waits", null, "good");
        }

        return test;
    }

    /// <summary>Acknowledged when it was taken, or kept by an instance that cannot take it.</summary>
    private static async Task SignalAsync(TestRuntime test, string instanceId)
    {
        var raised = test.Orchestrations.RaiseEventAsync(instanceId, "go", null, "e-" + instanceId);
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        await raised;
    }

    private sealed class Unwritable(Action read)
    {
        public string Value
        {
            get
            {
                read();
                throw new IOException("no value");
            }
        }
    }
}
