using MissionControl.Runtime;
using MissionControl.Telemetry;

namespace MissionControl.Missions;

/// <summary>
/// Runs one execution of a mission: plan, its approval, hops as the graph allows, outputs.
/// A run that failed or was rejected is a result with a checkpoint, not a failure of the platform.
/// </summary>
public sealed class MissionOrchestrator : Orchestrator<RunInput, RunResult>
{
    protected override Task<RunResult> RunAsync(OrchestrationContext context, RunInput input) => context.RecordsCustomStatus
        ? ExecuteAsync(context, input)
        : new RunRecording(context, input.RunId).RunAsync(recorded => ExecuteAsync(recorded, input));

    private static async Task<RunResult> ExecuteAsync(OrchestrationContext context, RunInput input)
    {
        var plan = input.Checkpoint?.Plan;
        if (plan is null)
        {
            var begins = RunTelemetry.Begin(input, context.InstanceId);
            var question = new PlanInput(input.RunId, input.DefinitionHash, input.Inputs, input.DataDirectory) { Begins = begins };
            var outcome = await context.CallActivityAsync<PlanOutcome>(TaskNames.PlanMission, question);
            plan = outcome.Plan;
            if (plan is null)
            {
                return await RefuseAsync(context, input, outcome, begins);
            }
        }

        var execution = new MissionExecution(context, input, plan);
        return await execution.RunAsync();
    }

    private static async Task<RunResult> RefuseAsync(OrchestrationContext context, RunInput input, PlanOutcome outcome, MissionRun begins)
    {
        if (outcome.Revision >= 2)
        {
            using var over = new CancellationTokenSource();
            await new RunTelemetry(context, input, null, over).EndAsync(new RunEnding(begins, RunStatus.Failed, context.CurrentUtcDateTime) { Errors = outcome.Errors });
        }

        return new RunResult(RunStatus.Failed) { Errors = outcome.Errors };
    }
}
