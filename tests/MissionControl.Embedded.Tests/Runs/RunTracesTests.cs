using MissionControl.Embedded.Tests.Sealing;
using MissionControl.Missions;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Runs;

/// <summary>What people do to runs, and ends that no run could tell, as telemetry shows them.</summary>
public sealed class RunTracesTests : IDisposable
{
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task CommandsOfAPerson_AreCountedOneByOne(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Missions.Waiting());
        await test.Missions.StartAsync(Missions.Start(), default);

        for (var i = 0; i < 2; i++)
        {
            await test.Missions.SuspendAsync("r1", "ann", null, default);
            await test.CrashAsync();
            await test.Missions.ResumeAsync("r1", "ann", null, default);
        }

        await test.Missions.TerminateAsync("r1", "ann", null, default);

        Assert.Equal("Resume Resume Suspend Suspend Terminate", await KindsAsync(test));
        Assert.Equal(("terminated", 5), await RecordAsync(test));
        Assert.Equal(5, (await test.Stores.Telemetry.CountAsync(test.Clock.GetUtcNow(), default)).Interventions);
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task RunThatThePlatformFails_IsClosedAndRaisesARisk(Mode mode)
    {
        await using var test = await mode.StartAsync(_folder, Missions.Registry((_, _) => throw new InvalidOperationException("broken")));

        await test.Missions.StartAsync(Missions.Start(), default);
        await test.WhenIdleAsync();

        Assert.Equal(("failed", 0), await RecordAsync(test));
        var risk = Assert.Single(await test.Stores.Risks.ListOpenAsync(default));
        Assert.Contains("broken", risk.Description, StringComparison.Ordinal);
        Assert.Empty(await KindsAsync(test));
    }

    [Fact]
    public async Task RunThatStopsByItself_CountsThePersonWhoResumesIt()
    {
        await using (var test = await StartAsync(Missions.Waiting()))
        {
            await test.Missions.StartAsync(Missions.Start(), default);
        }

        await using (var stopped = await StartAsync(Missions.Registry(async (context, _) => new RunResult(await context.CallActivityAsync<RunStatus>("other", null)))))
        {
            await stopped.Missions.RaiseEventAsync("r1", "go", null, null, default);
            await stopped.WhenIdleAsync();
            Assert.Equal((RunStatus.Suspended, ""), ((await stopped.Missions.Runs.GetAsync("r1", default))!.Status, await KindsAsync(stopped)));
        }

        await using var mended = await StartAsync(Missions.Waiting());
        await mended.Missions.ResumeAsync("r1", "ann", null, default);
        await mended.WhenIdleAsync();

        Assert.Equal("Resume", await KindsAsync(mended));
        Assert.Equal(("completed", 1), await RecordAsync(mended));
    }

    [Fact]
    public async Task RunWhoseHistoryWasEdited_TerminatedByAPerson_IsClosed()
    {
        await using (var test = await StartAsync(Missions.Waiting()))
        {
            await test.Missions.StartAsync(Missions.Start(), default);
        }

        HubEditor.Run(_folder.File, "UPDATE history SET events = CAST(replace(CAST(events AS TEXT), 'm1', 'm2') AS BLOB)");
        await using var edited = await StartAsync(Missions.Waiting());
        await edited.Missions.RaiseEventAsync("r1", "go", null, null, default);
        await edited.Missions.TerminateAsync("r1", "ann", null, default);

        Assert.Equal("Terminate", await KindsAsync(edited));
        Assert.Equal(("terminated", 1), await RecordAsync(edited));
    }

    private Task<TestRuntime> StartAsync(OrchestrationRegistry registry) => new Mode(true, false).StartAsync(_folder, registry);

    private static async Task<string> KindsAsync(TestRuntime test) =>
        string.Join(' ', (await test.Stores.Telemetry.ReadAsync(new TelemetryQuery("r1"), default)).Interventions.Select(one => $"{one.Kind}").Order(StringComparer.Ordinal));

    private static async Task<(string?, int?)> RecordAsync(TestRuntime test) =>
        await test.Stores.Telemetry.FindRunAsync("r1", default) is { } run ? (run.Status, run.HumanInterventions) : (null, null);
}
