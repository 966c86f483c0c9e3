using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>Tries to expire or cancel an open approval by compare-and-set, and returns what the record says then: a decision that came first stands.</summary>
public sealed class SettleApprovalActivity(ApprovalStore approvals) : Activity<SettleRequest, ApprovalRecord>
{
    protected override async Task<ApprovalRecord> RunAsync(ActivityContext context, SettleRequest input)
    {
        while (true)
        {
            var record = await approvals.GetAsync(input.ApprovalId, context.CancellationToken)
                ?? throw new InvalidOperationException($"Approval '{input.ApprovalId}' is not in the store. Restore the store or terminate the run.");
            if (!record.IsOpen || input.Action == SettleAction.Read)
            {
                return record;
            }

            var settled = Settle(record, input);
            if (await approvals.TryReplaceAsync(settled, wake: false, [], context.CancellationToken))
            {
                return settled;
            }
        }
    }

    private static ApprovalRecord Settle(ApprovalRecord record, SettleRequest input) => input.Action == SettleAction.Cancel
        ? record with { Status = ApprovalStatus.Cancelled, Version = record.Version + 1 }
        : record.AfterDeadline(input.At);
}
