using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>Asks people and waits, unless the one who waits is told to stop first: then the approval is cancelled.</summary>
public static class PersonWait
{
    public static async Task<ApprovalOutcome> AskAsync(OrchestrationContext context, ApprovalInput input, Task stop)
    {
        var instanceId = InstanceIds.Child(input.ExecutionId, input.ApprovalId);
        var outcome = context.CallSubOrchestratorAsync<ApprovalOutcome>(TaskNames.Approval, input, instanceId);
        if (await Task.WhenAny(outcome, stop) == stop && !outcome.IsCompleted)
        {
            context.SendEvent(instanceId, EventNames.Cancel, null);
        }

        return await outcome;
    }
}
