using MissionControl.Agents;
using MissionControl.Approvals;
using MissionControl.Hops;
using MissionControl.Missions;
using MissionControl.Steps;
using MissionControl.Telemetry;

namespace MissionControl.Runtime;

/// <summary>Registers the orchestrators and activities that missions are made of, under the names of <see cref="TaskNames"/>.</summary>
public static class MissionTasks
{
    public static OrchestrationRegistry AddMissions(this OrchestrationRegistry registry, MissionPorts ports) => registry
        .AddMissionOrchestrators()
        .AddActivity(TaskNames.PlanMission, new PlanMissionActivity(ports))
        .AddActivity(TaskNames.CheckOutputs, new CheckOutputsActivity(ports.Assets))
        .AddActivity(TaskNames.RouteHop, new RouteHopActivity(ports))
        .AddActivity(TaskNames.RunStep, new RunStepActivity(ports))
        .AddActivity(TaskNames.RequestApproval, new RequestApprovalActivity(ports))
        .AddActivity(TaskNames.SettleApproval, new SettleApprovalActivity(ports.Approvals))
        .AddActivity(TaskNames.RecordTelemetry, new RecordTelemetryActivity(ports))
        .AddActivity(TaskNames.EndRun, new EndRunActivity(ports));

    /// <summary>What a runtime needs besides whose context does not record the status of runs by itself.</summary>
    public static OrchestrationRegistry AddRunRecording(this OrchestrationRegistry registry, ChangeRun change) => registry
        .AddActivity(TaskNames.RecordRun, new RecordRunActivity(change));

    /// <summary>The orchestrators alone, which need nothing from outside: enough to replay recorded histories.</summary>
    public static OrchestrationRegistry AddMissionOrchestrators(this OrchestrationRegistry registry) => registry
        .AddOrchestrator(TaskNames.Mission, static () => new MissionOrchestrator())
        .AddOrchestrator(TaskNames.Hop, static () => new HopOrchestrator())
        .AddOrchestrator(TaskNames.Approval, static () => new ApprovalOrchestrator());
}
