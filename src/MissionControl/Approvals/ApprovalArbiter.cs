using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>The one way in which persons change a record: judged and written against the same version, again when it moved on meanwhile.</summary>
internal sealed class ApprovalArbiter(ApprovalStore approvals, TimeProvider clock)
{
    /// <param name="judge">Why it is refused, or was done before; null when it counts.</param>
    /// <param name="apply">What it leads to.</param>
    public async Task<VoteResult> DecideAsync(
        string approvalId,
        string by,
        string channel,
        Func<ApprovalRecord, VoteResult?> judge,
        Func<ApprovalRecord, DateTimeOffset, (VoteAnswer Answer, ApprovalChange Change)> apply,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await approvals.GetAsync(approvalId, cancellationToken) is not { } record)
            {
                return new VoteResult(VoteAnswer.Unknown, null) { Detail = $"There is no approval '{approvalId}'." };
            }

            // The deadline holds although no process may have been there to watch it pass.
            var now = clock.GetUtcNow();
            if (ApprovalChanges.PassDeadline(record, now) is { } passed)
            {
                await approvals.TryReplaceAsync(passed.Record, wake: true, passed.Audit, cancellationToken);
                continue;
            }

            if (judge(record) is { } refusal)
            {
                await AuditAsync(refusal, by, channel, now, cancellationToken);
                return refusal;
            }

            var (answer, change) = apply(record, now);
            if (await approvals.TryReplaceAsync(change.Record, change.Wakes, change.Audit, cancellationToken))
            {
                return new VoteResult(answer, change.Record);
            }
        }
    }

    private async Task AuditAsync(VoteResult refusal, string by, string channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (refusal.Answer != VoteAnswer.Repeated)
        {
            var entry = new ApprovalAuditEntry(now, ApprovalAuditKind.Refused, by, channel, $"{Wire.Word(refusal.Answer)}: {refusal.Detail}");
            await approvals.AuditAsync(refusal.Record!.ApprovalId, entry, cancellationToken);
        }
    }
}
