using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>
/// Tries to pass the deadline of an open approval, to remind or to cancel by compare-and-set, and returns what the record says then:
/// a decision that came first stands, and so does a deadline that was moved.
/// </summary>
public sealed class SettleApprovalActivity(ApprovalStore approvals) : Activity<SettleRequest, ApprovalRecord>
{
    protected override async Task<ApprovalRecord> RunAsync(ActivityContext context, SettleRequest input)
    {
        while (true)
        {
            var record = await approvals.GetAsync(input.ApprovalId, context.CancellationToken)
                ?? throw new InvalidOperationException($"Approval '{input.ApprovalId}' is not in the store. Restore the store or terminate the run.");
            var change = input.Action switch
            {
                SettleAction.Cancel when record.IsOpen => record.Cancelled(input.At, "the run does not need it any more"),
                SettleAction.Expire => ApprovalChanges.PassTime(record, input.At),
                _ => null,
            };
            if (change is null)
            {
                return record.ForHistory();
            }

            if (await approvals.TryReplaceAsync(change.Record, wake: false, change.Audit, context.CancellationToken))
            {
                return change.Record.ForHistory();
            }
        }
    }
}
