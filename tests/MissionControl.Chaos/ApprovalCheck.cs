using MissionControl.Approvals;
using MissionControl.Embedded;
using MissionControl.Runtime;
using MissionControl.Runtime.History;

namespace MissionControl.Chaos;

/// <summary>What must be true of the approval of one run: no vote lost, none doubled, deadlines kept, and history, audit list and record in one voice.</summary>
internal sealed class ApprovalCheck(HubReader hub, Acknowledgements taken)
{
    public void Check(int number)
    {
        var records = hub.Approvals.ListAllAsync(new ApprovalQuery(ChaosMission.RunId(number)), CancellationToken.None).GetAwaiter().GetResult();
        if (records is not [var record])
        {
            taken.Broken.Add($"{ChaosMission.RunId(number)} has {records.Count} approvals");
            return;
        }

        var audit = hub.Approvals.ReadAuditAsync(record.ApprovalId, CancellationToken.None).GetAwaiter().GetResult();
        CheckVotes(record, audit);
        CheckAnswers(record);
        CheckHistory(record);
        if (ChaosMission.HasDeadlines(number))
        {
            CheckDeadlines(record, audit);
        }
    }

    private void CheckVotes(ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit)
    {
        var id = record.ApprovalId;
        Require(!record.IsOpen, id, "is still open");
        Require(record.Votes.Select(vote => vote.By).Distinct().Count() == record.Votes.Count, id, "counts somebody twice");
        Require(Count(audit, ApprovalAuditKind.Voted) == record.Votes.Count, id, $"has {record.Votes.Count} votes, and {Count(audit, ApprovalAuditKind.Voted)} in its audit list");
        Require(Count(audit, ApprovalAuditKind.Requested) == 1, id, "was not requested once");
        Require(Count(audit, ApprovalAuditKind.Decided) + Count(audit, ApprovalAuditKind.Expired) == 1, id, "did not end once");
    }

    /// <summary>What a voter was told holds.</summary>
    private void CheckAnswers(ApprovalRecord record)
    {
        foreach (var (name, answer) in taken.Voted.GetValueOrDefault(record.ApprovalId) ?? [])
        {
            var vote = record.Votes.FirstOrDefault(one => one.By == name);
            var expected = Acknowledgements.VotesOn(record.ApprovalId).Single(one => one.Name == name).Approve;
            Require(
                answer == VoteAnswer.Contradicted ? vote is null && record.Decision is not null : vote?.Approved == expected,
                record.ApprovalId,
                $"answered {name} {answer}, and has {vote?.ToString() ?? "no such vote"}");
            Require(answer != VoteAnswer.Decided || record.Decision?.By == name, record.ApprovalId, $"told {name} that it was decided so, and says {record.Decision?.By}");
        }
    }

    private void CheckHistory(ApprovalRecord record)
    {
        var outcomes = hub.Runs.ReadHistoryAsync(record.RunId, CancellationToken.None).GetAwaiter().GetResult()
            .Where(instance => instance.InstanceId == record.InstanceId)
            .SelectMany(instance => instance.Events.OfType<ExecutionCompleted>())
            .Select(end => Wire.Deserialize<ApprovalOutcome>(end.Result!)!)
            .ToList();
        Require(
            outcomes is [var outcome] && outcome.Status == record.Status && outcome.Decision?.By == record.Decision?.By && outcome.Decision?.At == record.Decision?.At,
            record.ApprovalId,
            $"is {record.Status} by {record.Decision?.By}, and its history says {string.Join(", ", outcomes.Select(one => $"{one.Status} by {one.Decision?.By}"))}");
    }

    /// <summary>Never before its time, whoever was dead when it came; each level begins when it was told.</summary>
    private void CheckDeadlines(ApprovalRecord record, IReadOnlyList<ApprovalAuditEntry> audit)
    {
        var id = record.ApprovalId;
        var escalated = audit.FirstOrDefault(entry => entry.Kind == ApprovalAuditKind.Escalated);
        var expired = audit.FirstOrDefault(entry => entry.Kind == ApprovalAuditKind.Expired);
        Require(record is { Status: ApprovalStatus.Expired, Level: 1 } && Count(audit, ApprovalAuditKind.Escalated) == 1, id, $"ended as {record.Status} at level {record.Level}");
        Require(Count(audit, ApprovalAuditKind.Reminded) <= 2, id, "reminded more than once per level");
        Require(escalated?.At >= record.RequestedAt.AddSeconds(0.6), id, "was escalated before its time");
        Require(expired?.At >= escalated?.At.AddSeconds(0.4) && expired?.At >= record.Due, id, "expired before its time");
        Require(record.Notices.Count(notice => notice.Kind == ApprovalNoticeKind.Escalated) <= 1, id, "tells the next level twice");
    }

    private static int Count(IReadOnlyList<ApprovalAuditEntry> audit, ApprovalAuditKind kind) => audit.Count(entry => entry.Kind == kind);

    private void Require(bool holds, string approvalId, string otherwise)
    {
        if (!holds)
        {
            taken.Broken.Add($"'{approvalId}' {otherwise}");
        }
    }
}
