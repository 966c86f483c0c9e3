using Xunit;

namespace MissionControl.Testing.Conformance;

/// <summary>The custom status.</summary>
public abstract partial class RuntimeConformance
{
    [ConformanceFact]
    public async Task CustomStatus_WhileItWaits_IsSeen()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("tells", async context =>
        {
            context.SetCustomStatus(new Order("o-1", 1, []));
            return await context.WaitForExternalEvent<string>("go");
        }));

        await runtime.ScheduleAsync("tells", null, "a");

        await runtime.TellsAsync("a", new Order("o-1", 1, []));
    }

    [ConformanceFact]
    public async Task CustomStatus_SetSeveralTimesInATurn_IsTheLast()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("tells", async context =>
        {
            context.SetCustomStatus("first");
            context.SetCustomStatus("second");
            return await context.WaitForExternalEvent<string>("go");
        }));

        await runtime.ScheduleAsync("tells", null, "a");

        await runtime.TellsAsync("a", "second");
    }

    [ConformanceFact]
    public async Task CustomStatus_AfterTheEnd_Stays()
    {
        await using var runtime = await StartAsync(Code.Orchestrator("tells", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object?>("go");
            context.SetCustomStatus("done");
            return 1;
        }));
        await runtime.ScheduleAsync("tells", null, "a");

        await runtime.RaiseEventAsync("a", "go", null);

        Assert.Equal("\"done\"", (await runtime.EndAsync("a")).CustomStatus);
    }
}
