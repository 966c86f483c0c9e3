using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using MissionControl.Functions.Durable;
using MissionControl.Functions.Tests.Conformance;
using MissionControl.Runtime;
using MissionControl.Testing;

namespace MissionControl.Functions.Tests.Durable;

/// <summary>A worker that dies in an activity: the platform calls that a failure of the activity, we do not.</summary>
public sealed class InterruptedActivityTests
{
    [Fact]
    public async Task Activity_WhoseWorkerDied_IsRunAgain()
    {
        var (echo, calls) = (ScriptedActivity.Echo(), 0);
        var code = new OrchestrationRegistry().AddActivity("echo", echo).Orchestrator("ask", async context => await context.CallActivityAsync<int>("echo", 5));
        await using var host = await InProcessHost.StartAsync(code, _ => ++calls == 1);

        var ended = await RunAsync(host, "ask");

        Assert.Equal((OrchestrationRuntimeStatus.Completed, "5"), (ended.RuntimeStatus, ended.SerializedOutput));
        Assert.Equal((2, 1), (calls, echo.Calls.Count));
    }

    [Fact]
    public async Task Activity_ThatFailedByItself_IsNotRunAgain()
    {
        var broken = new ScriptedActivity((_, _) => throw new FormatException("no number"));
        var code = new OrchestrationRegistry().AddActivity("broken", broken).Orchestrator("ask", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("broken", null);
            }
            catch (ActivityFailedException error)
            {
                return error.Details.ErrorType;
            }
        });
        await using var host = await InProcessHost.StartAsync(code);

        var ended = await RunAsync(host, "ask");

        Assert.Equal("\"FormatException\"", ended.SerializedOutput);
        Assert.Single(broken.Calls);
    }

    private static async Task<OrchestrationMetadata> RunAsync(DurableTaskTestHost host, string name)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(name, new InstanceInput("1"));
        return await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
    }
}
