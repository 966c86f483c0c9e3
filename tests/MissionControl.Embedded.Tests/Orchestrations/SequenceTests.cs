using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Embedded.Tests.Orchestrations;

public sealed class SequenceTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Theory]
    [MemberData(nameof(Modes.All), MemberType = typeof(Modes))]
    public async Task Activities_InSequence_PassTheirResultsOn(Mode mode)
    {
        var echo = ScriptedActivity.Echo();
        var registry = new OrchestrationRegistry().AddActivity("echo", echo).Orchestrator("chain", async context =>
        {
            var sum = 0;
            for (var i = 1; i <= 5; i++)
            {
                sum += await context.CallActivityAsync<int>("echo", i);
            }

            return sum;
        });
        await using var test = await mode.StartAsync(_folder, registry);

        await test.Orchestrations.ScheduleAsync("chain", null, "a");
        var status = await test.Orchestrations.WaitForCompletionAsync("a");

        Assert.Equal(15, status.ReadOutput<int>());
        Assert.Equal(["1", "2", "3", "4", "5"], echo.Calls);
    }

    public void Dispose() => _folder.Dispose();
}
