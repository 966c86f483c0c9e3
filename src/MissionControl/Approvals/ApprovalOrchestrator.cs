using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>
/// Waits for people. The record is the only arbiter: an event, the deadline and a cancellation only lead to a look at it,
/// and what it then says is the outcome.
/// </summary>
public sealed class ApprovalOrchestrator : Orchestrator<ApprovalInput, ApprovalOutcome>
{
    protected override async Task<ApprovalOutcome> RunAsync(OrchestrationContext context, ApprovalInput input)
    {
        var request = new ApprovalRequest(input, context.InstanceId, context.CurrentUtcDateTime);
        var record = await context.CallActivityAsync<ApprovalRecord>(TaskNames.RequestApproval, request);

        using var settled = new CancellationTokenSource();
        var decided = context.WaitForExternalEvent<object?>(input.ApprovalId, settled.Token);
        var cancelled = context.WaitForExternalEvent<object?>(EventNames.Cancel, settled.Token);
        var deadline = record is { IsOpen: true, Due: { } due } ? context.CreateTimer(due, settled.Token) : null;

        while (record.IsOpen)
        {
            var first = await Task.WhenAny(deadline is null ? [decided, cancelled] : [decided, cancelled, deadline]);
            var action = first == cancelled ? SettleAction.Cancel : first == decided ? SettleAction.Read : SettleAction.Expire;
            if (first == decided)
            {
                decided = context.WaitForExternalEvent<object?>(input.ApprovalId, settled.Token);
            }

            var settle = new SettleRequest(record.ApprovalId, action, context.CurrentUtcDateTime);
            record = await context.CallActivityAsync<ApprovalRecord>(TaskNames.SettleApproval, settle);
        }

        settled.Cancel();
        var end = record.Decision?.At ?? context.CurrentUtcDateTime;
        return new ApprovalOutcome(record.ApprovalId, record.Status, end - record.RequestedAt, record.Decision);
    }
}
