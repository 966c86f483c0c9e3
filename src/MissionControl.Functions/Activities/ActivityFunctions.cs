using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MissionControl.Functions.Durable;
using MissionControl.Functions.Hosting;
using MissionControl.Runtime;

namespace MissionControl.Functions.Activities;

/// <summary>The activities of missions, each under its own name. The platform may run one twice: each keeps its key or its claim.</summary>
public sealed class ActivityFunctions(MissionApp app)
{
    [Function(TaskNames.PlanMission)]
    public Task<ActivityAnswer> PlanMission([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.PlanMission, input, instanceId, client, context);

    [Function(TaskNames.CheckOutputs)]
    public Task<ActivityAnswer> CheckOutputs([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.CheckOutputs, input, instanceId, client, context);

    [Function(TaskNames.RouteHop)]
    public Task<ActivityAnswer> RouteHop([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.RouteHop, input, instanceId, client, context);

    [Function(TaskNames.RunStep)]
    public Task<ActivityAnswer> RunStep([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.RunStep, input, instanceId, client, context);

    [Function(TaskNames.RequestApproval)]
    public Task<ActivityAnswer> RequestApproval([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.RequestApproval, input, instanceId, client, context);

    [Function(TaskNames.SettleApproval)]
    public Task<ActivityAnswer> SettleApproval([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.SettleApproval, input, instanceId, client, context);

    [Function(TaskNames.RecordRun)]
    public Task<ActivityAnswer> RecordRun([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.RecordRun, input, instanceId, client, context);

    [Function(TaskNames.RecordTelemetry)]
    public Task<ActivityAnswer> RecordTelemetry([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.RecordTelemetry, input, instanceId, client, context);

    [Function(TaskNames.EndRun)]
    public Task<ActivityAnswer> EndRun([ActivityTrigger] JsonElement? input, string instanceId, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        RunAsync(TaskNames.EndRun, input, instanceId, client, context);

    private async Task<ActivityAnswer> RunAsync(string name, JsonElement? input, string instanceId, DurableTaskClient client, FunctionContext context)
    {
        await app.ReadyAsync(client, context.CancellationToken);
        var activity = app.Registry.FindActivity(name) ?? throw new InvalidOperationException($"No activity is registered as '{name}'.");
        return await ActivityAnswer.OfAsync(activity, new ActivityContext(name, instanceId, context.CancellationToken), input);
    }
}
