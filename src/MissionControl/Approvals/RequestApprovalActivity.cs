using MissionControl.Assets;
using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>
/// Makes the record of an approval once, with the persons asked and the evidence as they are now; asked again, it returns the one that is there.
/// </summary>
public sealed class RequestApprovalActivity(MissionPorts ports) : Activity<ApprovalRequest, ApprovalRecord>
{
    protected override async Task<ApprovalRecord> RunAsync(ActivityContext context, ApprovalRequest input)
    {
        var id = input.Approval.ApprovalId;
        if (await ports.Approvals.GetAsync(id, context.CancellationToken) is { } existing)
        {
            return existing.ForHistory();
        }

        var record = Record(input);
        if (ApprovalTally.Shortage(record) is { } shortage)
        {
            var who = record.RequestedBy is null ? "" : $", without {record.RequestedBy}, who started the run";
            throw new ApprovalImpossibleException($"it needs {shortage.Needed}, and only {shortage.Able} can vote{who}. Name more approvers, then retry the run.");
        }

        if (input.Approval.Question is { } question)
        {
            record = record with { Evidence = await new EvidenceMaker(ports, input.Approval, question, record).MakeAsync(context.CancellationToken) };
        }

        var asked = record.Asked;
        record = record.Tell(ApprovalNoticeKind.Requested, input.At, asked);
        var by = record.RequestedBy ?? ApprovalRecord.Run;
        var entry = new ApprovalAuditEntry(input.At, ApprovalAuditKind.Requested, by, ApprovalRecord.Run, asked.Count == 0 ? "of anybody" : $"of {string.Join(", ", asked)}");
        return (await ports.Approvals.AddAsync(record, [entry], context.CancellationToken)).ForHistory();
    }

    private ApprovalRecord Record(ApprovalRequest input)
    {
        var approval = input.Approval;
        var policy = approval.Policy ?? PolicyMerge.Of(approval.Settings);
        return new ApprovalRecord(
            approval.ApprovalId, approval.RunId, approval.MissionId, input.InstanceId, approval.Subject, ApprovalStatus.Pending, input.At, input.At + policy.Due)
        {
            Summary = approval.Summary,
            RequestedBy = approval.RequestedBy,
            Approvers = ports.People.Expand(policy.Approvers ?? []),
            Rule = policy.Rule ?? ApprovalRule.Any,
            Quorum = policy.Quorum,
            Also = [.. (policy.Also ?? []).Select(part => part with { Approvers = ports.People.Expand(part.Approvers) })],
            EscalateTo = [.. (policy.EscalateTo ?? []).Select(level => level with { Approvers = ports.People.Expand(level.Approvers) })],
            OnTimeout = policy.OnTimeout ?? TimeoutConsequence.Reject,
            RemindAfter = policy.RemindAfter,
            RemindAt = policy.RemindAfter is { } after && (policy.Due is null || after < policy.Due) ? input.At + after : null,
            DueAfter = policy.Due,
            Comment = policy.Comment ?? CommentNeed.Never,
            Editable = Editable(approval.Question),
        };
    }

    private List<EditableInput> Editable(ApprovalQuestion? question)
    {
        var signature = question?.Step is { } step ? ports.Tools.Find(step.ToolName)?.Signature : null;
        return (question?.Step?.Editable ?? []).Select(name => signature?.FindParameter(name) is { } parameter
            ? new EditableInput(name, parameter.Type) { AllowedValues = parameter.AllowedValues, Required = parameter.Required }
            : new EditableInput(name, AssetType.Any)).ToList();
    }
}
