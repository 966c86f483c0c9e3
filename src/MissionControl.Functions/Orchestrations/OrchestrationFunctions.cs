using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using MissionControl.Approvals;
using MissionControl.Functions.Durable;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Runtime;

namespace MissionControl.Functions.Orchestrations;

/// <summary>The orchestrators of missions on the platform: one per run, one per hop, one per approval. They decide; nothing here touches the world.</summary>
public static class OrchestrationFunctions
{
    [Function(TaskNames.Mission)]
    public static Task<JsonElement?> Mission([OrchestrationTrigger] TaskOrchestrationContext context) => DurableMissionContext.RunAsync(context, new MissionOrchestrator());

    [Function(TaskNames.Hop)]
    public static Task<JsonElement?> Hop([OrchestrationTrigger] TaskOrchestrationContext context) => DurableMissionContext.RunAsync(context, new HopOrchestrator());

    [Function(TaskNames.Approval)]
    public static Task<JsonElement?> Approval([OrchestrationTrigger] TaskOrchestrationContext context) => DurableMissionContext.RunAsync(context, new ApprovalOrchestrator());
}
