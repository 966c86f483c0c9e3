using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>Makes the record of an approval once; asked again, it returns the one that is there.</summary>
public sealed class RequestApprovalActivity(ApprovalStore approvals) : Activity<ApprovalRequest, ApprovalRecord>
{
    protected override Task<ApprovalRecord> RunAsync(ActivityContext context, ApprovalRequest input)
    {
        var approval = input.Approval;
        var record = new ApprovalRecord(
            approval.ApprovalId,
            approval.RunId,
            approval.MissionId,
            input.InstanceId,
            approval.Subject,
            ApprovalStatus.Pending,
            input.At,
            approval.Settings.Due is { } due ? input.At + due : null)
        {
            Summary = approval.Summary,
            OnTimeout = approval.Settings.OnTimeout,
        };
        return approvals.AddAsync(record, [], context.CancellationToken);
    }
}
