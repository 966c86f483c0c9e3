using MissionControl.Approvals;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Runtime.History;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Runs;

public sealed class RunRecordTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Run_TellsItsProgressAndItsResult(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Missions.Waiting());

        var started = await test.Missions.StartAsync(Missions.Start(), default);
        await test.CrashAsync();
        await test.Missions.RaiseEventAsync("r1", "go", null, null, default);
        await test.WhenIdleAsync();
        var ended = (await test.Missions.Runs.GetAsync("r1", default))!;

        Assert.Equal(RunStatus.AwaitingApproval, started.Status);
        Assert.Equal(["r1~plan~1"], started.Progress!.Awaiting);
        Assert.Equal((RunStatus.Completed, RunStatus.Completed), (ended.Status, ended.Result!.Status));
        Assert.Equal(test.Clock.GetUtcNow(), ended.CompletedAt);
        Assert.Equal("{}", System.Text.Encoding.UTF8.GetString((await test.Stores.Definitions.GetAsync(ended.DefinitionHash, default))!));
    }

    [Fact]
    public async Task Start_Repeated_IsTheSameRunOrAConflictThatNamesTheDifferences()
    {
        await using var test = await TestRuntime.StartAsync(Missions.Waiting());
        await test.Missions.StartAsync(Missions.Start(), default);

        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => test.Missions.StartAsync(Missions.Start(), default)));
        var conflict = await Assert.ThrowsAsync<RunConflictException>(() => test.Missions.StartAsync(Missions.Start(document: "{ }", input: "2"), default));

        Assert.All(again, run => Assert.Equal("r1", run.ExecutionId));
        Assert.Equal(["its document was another one", "input 'in' was another one"], conflict.Differences);
        Assert.Single(await test.Missions.Runs.ReadHistoryAsync("r1", default));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Retry_StartsTheNextExecutionFromTheResult(Mode mode)
    {
        var registry = Missions.Registry((_, input) => Task.FromResult(input.Checkpoint is null
            ? new RunResult(RunStatus.Failed) { Errors = [new RunError("Broken", "first go")] }
            : new RunResult(RunStatus.Completed) { Errors = input.Checkpoint.Errors }));
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Missions.StartAsync(Missions.Start(), default);
        await test.WhenIdleAsync();

        await test.Missions.RetryAsync("r1", "ann", default);
        await test.WhenIdleAsync();
        var run = (await test.Missions.Runs.GetAsync("r1", default))!;

        Assert.Equal(("r1~r1", RunStatus.Completed, "first go"), (run.ExecutionId, run.Status, run.Result!.Errors[0].Message));
        Assert.Equal(["r1", "r1~r1"], (await test.Missions.Runs.ReadHistoryAsync("r1", default)).Select(history => history.InstanceId));
        await Assert.ThrowsAsync<IllegalTransitionException>(() => test.Missions.RetryAsync("r1", "ann", default));
    }

    [Fact]
    public async Task OrchestratorThatThrows_FailsTheRunWithItsError()
    {
        await using var test = await TestRuntime.StartAsync(Missions.Registry((_, _) => throw new InvalidOperationException("bug")));

        await test.Missions.StartAsync(Missions.Start(), default);
        var run = (await test.Missions.Runs.GetAsync("r1", default))!;

        Assert.Equal((RunStatus.Failed, "InvalidOperationException: bug"), (run.Status, run.Error));
        Assert.Null(run.Result);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task SuspendedAndResumed_ReturnsToWhereItWas(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Missions.Waiting());
        await test.Missions.StartAsync(Missions.Start(), default);

        var suspended = await test.Missions.SuspendAsync("r1", "ann", null, default);
        await Assert.ThrowsAsync<IllegalTransitionException>(() => test.Missions.SuspendAsync("r1", "ann", null, default));
        var resumed = await test.Missions.ResumeAsync("r1", "ann", null, default);

        Assert.Equal((RunStatus.Suspended, RunStatus.AwaitingApproval), (suspended.Status, resumed.Status));
    }

    [Fact]
    public async Task CodeThatNoLongerFits_SuspendsTheRunWithTheError()
    {
        await using var test = await TestRuntime.StartAsync(Missions.Waiting());
        await test.Missions.StartAsync(Missions.Start(), default);

        await test.CrashAsync(_ => Missions.Registry(async (context, _) =>
        {
            await context.CallActivityAsync<int>("new", null);
            return new RunResult(RunStatus.Completed);
        }));
        await test.Missions.RaiseEventAsync("r1", "go", null, null, default);
        var stopped = (await test.Missions.Runs.GetAsync("r1", default))!;
        await test.CrashAsync(_ => Missions.Waiting());
        await test.Missions.ResumeAsync("r1", "ann", null, default);
        await test.WhenIdleAsync();

        Assert.Equal(RunStatus.Suspended, stopped.Status);
        Assert.Contains("recorded nothing, the code asked for activity 'new' (task 1)", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Completed, (await test.Missions.Runs.GetAsync("r1", default))!.Status);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task ChildThatNoLongerFits_SuspendsItsRunUntilItIsResumed(Mode mode)
    {
        static OrchestrationRegistry Version(string eventName) => Missions.Registry(async (context, _) =>
        {
            await context.CallSubOrchestratorAsync<object?>("hop", null, "r1~hop");
            return new RunResult(RunStatus.Completed);
        }).Orchestrator("hop", async context =>
        {
            context.SendEvent("nobody", eventName, null);
            await context.WaitForExternalEvent<object?>("go");
            return null;
        });
        await using var test = await mode.StartAsync(_folder, Version("old"));
        var started = await test.Missions.StartAsync(Missions.Start(), default);
        await test.WhenIdleAsync();

        await test.CrashAsync(_ => Version("new"));
        await test.Missions.RaiseEventAsync("r1~hop", "go", null, null, default);
        await test.WhenIdleAsync();
        var stopped = (await test.Missions.Runs.GetAsync("r1", default))!;
        await test.CrashAsync(_ => Version("old"));
        var resumed = await test.Missions.ResumeAsync("r1", "ann", null, default);
        await test.WhenIdleAsync();

        Assert.Equal((RunStatus.Running, RunStatus.Suspended), (started.Status, stopped.Status));
        Assert.NotEqual(RunStatus.Suspended, resumed.Status);
        Assert.Contains("'r1~hop' no longer fits", stopped.Error, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Completed, null), ((await test.Missions.Runs.GetAsync("r1", default))!.Status, resumed.Error));
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Terminated_CancelsOpenApprovalsAndCanBePurged(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Missions.Waiting());
        var start = Missions.Start();
        await test.Missions.StartAsync(start, default);
        await test.Stores.Approvals.AddAsync(Approval("r1~plan~1"), [], default);
        await Assert.ThrowsAsync<IllegalTransitionException>(() => test.Missions.PurgeAsync("r1", default));

        var terminated = await test.Missions.TerminateAsync("r1", "ann", "wrong input", default);
        var approval = (await test.Stores.Approvals.GetAsync("r1~plan~1", default))!;
        var late = await test.Stores.Approvals.AddAsync(Approval("r1~plan~2"), [], default);
        await test.Missions.PurgeAsync("r1", default);

        Assert.Equal((RunStatus.Terminated, "wrong input"), (terminated.Status, terminated.Error));
        Assert.Equal((ApprovalStatus.Cancelled, 2, ApprovalStatus.Cancelled), (approval.Status, approval.Version, late.Status));
        Assert.Null(await test.Missions.Runs.GetAsync("r1", default));
        Assert.Empty(await test.Missions.Runs.ReadHistoryAsync("r1", default));
        Assert.Empty(await test.Stores.Approvals.ListAllAsync(new ApprovalQuery("r1"), default));
        Assert.Null(await test.Stores.Assets.GetAsync("r1", start.Inputs["in"].Sha256, default));
        Assert.Equal("r1", (await test.Missions.StartAsync(start, default)).RunId);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Approval_ReplacedAndCrashed_StillWakesTheRun(Mode mode)
    {
        var registry = Missions.Registry(async (context, _) =>
        {
            await context.WaitForExternalEvent<object?>("r1~plan~1");
            return new RunResult(RunStatus.Completed);
        });
        await using var test = await TestRuntime.StartAsync(mode.Options(_folder, registry) with { CrashAfterCommit = 3 });
        await test.Missions.StartAsync(Missions.Start(), default);
        var asked = await test.Stores.Approvals.AddAsync(Approval("r1~plan~1"), [], default);
        var decided = asked with { Status = ApprovalStatus.Approved, Version = 2 };

        await Assert.ThrowsAsync<HubUnavailableException>(() => test.Stores.Approvals.TryReplaceAsync(decided, wake: true, [], default));
        await test.CrashAsync();
        await test.WhenIdleAsync();

        Assert.False(await test.Stores.Approvals.TryReplaceAsync(decided, wake: true, [], default));
        Assert.Equal(RunStatus.Completed, (await test.Missions.Runs.GetAsync("r1", default))!.Status);
        Assert.Single((await test.Missions.Runs.ReadHistoryAsync("r1", default))[0].Events.OfType<EventRaised>());
    }

    public void Dispose() => _folder.Dispose();

    private static ApprovalRecord Approval(string id) => new(
        id, "r1", "m1", "r1", new ApprovalSubject(ApprovalSubjectKind.Plan, 1), ApprovalStatus.Pending, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), null);
}
