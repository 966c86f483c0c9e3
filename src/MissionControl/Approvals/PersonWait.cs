using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>Asks people and waits, unless the one who waits is told to stop first: then the approval is cancelled.</summary>
public static class PersonWait
{
    /// <exception cref="SubOrchestrationFailedException">Nobody could be asked, or the platform failed.</exception>
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

    /// <summary>Ends the votes on an approval whose orchestration failed.</summary>
    public static async Task CloseAsync(OrchestrationContext context, string approvalId)
    {
        try
        {
            await context.CallActivityAsync<ApprovalRecord>(TaskNames.SettleApproval, new SettleRequest(approvalId, SettleAction.Cancel, context.CurrentUtcDateTime));
        }
        catch (ActivityFailedException)
        {
            // It failed before it had a record, or the end of the run cancels it.
        }
    }
}
