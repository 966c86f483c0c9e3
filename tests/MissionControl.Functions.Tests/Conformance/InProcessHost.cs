using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using MissionControl.Functions.Durable;
using MissionControl.Runtime;

namespace MissionControl.Functions.Tests.Conformance;

/// <summary>Our orchestrators and activities on Durable Task's own host in this process, behind the adapters that the functions use.</summary>
internal static class InProcessHost
{
    /// <param name="dies">True for a call of an activity in which the worker dies, as the platform then tells it.</param>
    public static async Task<DurableTaskTestHost> StartAsync(OrchestrationRegistry code, Func<string, bool>? dies = null)
    {
        var converter = new JsonDataConverter(Wire.Options);
        return await DurableTaskTestHost.StartAsync(
            tasks =>
            {
                foreach (var name in code.OrchestratorNames)
                {
                    tasks.AddOrchestratorFunc<InstanceInput, JsonElement?>(name, (context, _) => DurableMissionContext.RunAsync(context, code.CreateOrchestrator(name)!));
                }

                foreach (var name in code.ActivityNames)
                {
                    tasks.AddActivityFunc<JsonElement?, ActivityAnswer>(name, async (context, input) => dies?.Invoke(name) == true
                        ? throw new InvalidOperationException("The worker has gone.")
                        : await RunAsync(code, name, context, input));
                }
            },
            new DurableTaskTestHostOptions
            {
                Port = FreePort(),
                ConfigureServices = services => services
                    .Configure<DurableTaskWorkerOptions>(options => options.DataConverter = converter)
                    .Configure<DurableTaskClientOptions>(options => options.DataConverter = converter),
            });
    }

    private static Task<ActivityAnswer> RunAsync(OrchestrationRegistry code, string name, TaskActivityContext context, JsonElement? input) =>
        ActivityAnswer.OfAsync(code.FindActivity(name)!, new ActivityContext(name, context.InstanceId, CancellationToken.None), input);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
