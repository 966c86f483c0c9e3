using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class WaitingTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Timer_AfterItsTime_LetsTheCodeGoOn(Mode mode)
    {
        var registry = new OrchestrationRegistry().Orchestrator("wait", async context =>
        {
            var start = context.CurrentUtcDateTime;
            await context.CreateTimer(start.AddDays(30), CancellationToken.None);
            return context.CurrentUtcDateTime - start;
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("wait", null, "a");

        await test.AdvanceAsync(TimeSpan.FromDays(29));
        Assert.Equal(OrchestrationState.Running, test.Orchestrations.Get("a")!.State);
        await test.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromDays(30), test.Orchestrations.Get("a")!.ReadOutput<TimeSpan>());
    }

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Event_RaisedBeforeItIsAwaited_IsKept(Mode mode)
    {
        var registry = new OrchestrationRegistry().Orchestrator("wait", async context =>
        {
            await context.WaitForExternalEvent<object?>("go");
            var first = await context.WaitForExternalEvent<int>("n");
            var second = await context.WaitForExternalEvent<int>("n");
            return $"{first} {second}";
        });
        await using var test = await mode.StartAsync(_folder, registry);
        await test.Orchestrations.ScheduleAsync("wait", null, "a");

        await test.Orchestrations.RaiseEventAsync("a", "n", 1);
        await test.Orchestrations.RaiseEventAsync("a", "n", 2);
        await test.CrashAsync();
        await test.Orchestrations.RaiseEventAsync("a", "go", null);
        await test.WhenIdleAsync();

        Assert.Equal("1 2", test.Orchestrations.Get("a")!.ReadOutput<string>());
    }

    public void Dispose() => _folder.Dispose();
}
