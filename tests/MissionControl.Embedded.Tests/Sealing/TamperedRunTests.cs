using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Sealing;

public sealed class TamperedRunTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [InlineData("r1")]
    [InlineData("r1~child")]
    public async Task EditedHistory_SuspendsItsRunWithTheErrorAndNoOther(string instance)
    {
        await using var test = await TamperedAsync(instance);

        var run = (await test.Missions.Runs.GetAsync("r1", default))!;

        Assert.Equal(RunStatus.Suspended, run.Status);
        Assert.Contains($"The history of '{instance}' was changed", run.Error, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Completed, (await test.Missions.Runs.GetAsync("r2", default))!.Status);
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("r1~child")]
    public async Task TamperedRun_CanBeTerminatedAndPurged(string instance)
    {
        await using var test = await TamperedAsync(instance);

        var run = await test.Missions.TerminateAsync("r1", "ann", "It was edited.", default);
        await test.WhenIdleAsync();
        var states = (test.Orchestrations.Get("r1")!.State, test.Orchestrations.Get("r1~child")!.State);
        await test.Missions.PurgeAsync("r1", default);

        Assert.Equal(RunStatus.Terminated, run.Status);
        Assert.Equal((OrchestrationState.Terminated, OrchestrationState.Terminated), states);
        Assert.Null(test.Orchestrations.Get("r1~child"));
    }

    [Fact]
    public async Task Retry_OfARunWhoseHistoryWasEdited_IsRefused()
    {
        await using (var test = await StartAsync(_ => Missions.Registry((_, _) => throw new InvalidOperationException("broken"))))
        {
            await test.Missions.StartAsync(Missions.Start(), default);
            await test.WhenIdleAsync();
        }

        HubEditor.Run(_folder.File, "UPDATE history SET events = CAST(replace(CAST(events AS TEXT), 'm1', 'm2') AS BLOB)");
        await using var edited = await StartAsync(_ => Missions.Waiting());

        await Assert.ThrowsAsync<MissionControl.Embedded.Sealing.TamperedHistoryException>(() => edited.Missions.RetryAsync("r1", "ann", default));
        Assert.Equal(RunStatus.Failed, (await edited.Missions.Runs.GetAsync("r1", default))!.Status);
    }

    [Fact]
    public async Task Retry_OfARunWhoseInstanceIsGone_SaysThatThereIsNone()
    {
        await using (var test = await StartAsync(_ => Missions.Registry((_, _) => throw new InvalidOperationException("broken"))))
        {
            await test.Missions.StartAsync(Missions.Start(), default);
            await test.WhenIdleAsync();
        }

        HubEditor.Run(_folder.File, "DELETE FROM instances");
        await using var purged = await StartAsync(_ => Missions.Waiting());

        await Assert.ThrowsAsync<RunNotFoundException>(() => purged.Missions.RetryAsync("r1", "ann", default));
    }

    [Fact]
    public async Task HistoryWithADamagedChunk_ReadWithoutItsOwner_NamesInstanceAndEvent()
    {
        await using (var test = await StartAsync(_ => Missions.Waiting()))
        {
            await test.Missions.StartAsync(Missions.Start(), default);
            await test.WhenIdleAsync();
        }

        HubEditor.Run(_folder.File, "UPDATE history SET events = x'5B7B'");
        using var reader = HubReader.Open(_folder.File)!;

        var damaged = await Assert.ThrowsAsync<MissionControl.Embedded.Sealing.DamagedHistoryException>(() => reader.Runs.ReadHistoryAsync("r1", default));
        Assert.Contains("'r1' cannot be read from event 1 on", damaged.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Two runs with a child each; one instance of the first is edited, and then it and the other child hear an event.</summary>
    private async Task<TestRuntime> TamperedAsync(string instance)
    {
        await using (var test = await StartAsync(_ => Registry()))
        {
            await test.Missions.StartAsync(Missions.Start("r1"), default);
            await test.Missions.StartAsync(Missions.Start("r2"), default);
            await test.WhenIdleAsync();
        }

        HubEditor.Run(_folder.File, $"UPDATE instances SET length = length - 1 WHERE id = '{instance}'");
        var edited = await StartAsync(_ => Registry());
        foreach (var heard in new[] { instance, "r2~child" })
        {
            await edited.Missions.RaiseEventAsync(heard, "go", null, "e-1", default);
        }

        await edited.WhenIdleAsync();
        return edited;
    }

    private static OrchestrationRegistry Registry() => Missions.Registry(async (context, _) =>
    {
        await context.CallSubOrchestratorAsync<object?>("child", null, context.InstanceId + "~child");
        return new RunResult(RunStatus.Completed);
    }).Orchestrator("child", async context => await context.WaitForExternalEvent<object?>("go"));

    private Task<TestRuntime> StartAsync(Func<HubStores, OrchestrationRegistry> registry) =>
        TestRuntime.StartAsync(new TestRuntimeOptions { HubFile = _folder.File, Registry = registry });
}
