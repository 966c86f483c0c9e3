using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>One person gives the vote to another, who then votes in their place.</summary>
public sealed record ApprovalDelegation(string ApprovalId, string From, string To, string Channel, string? Comment = null)
{
    /// <summary>Applies it by compare-and-set.</summary>
    public async Task<VoteResult> ApplyAsync(ApprovalStore approvals, TimeProvider clock, CancellationToken cancellationToken)
    {
        var record = await approvals.GetAsync(ApprovalId, cancellationToken);
        return record is null ? new VoteResult(VoteAnswer.Unknown, null) : new VoteResult(VoteAnswer.NotAnApprover, record);
    }
}
