using System.Text.Json;
using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>One person's vote on an approval.</summary>
/// <param name="Channel">Where it came from, for example <c>cli</c>.</param>
/// <param name="Changes">Inputs to approve with another value, by parameter; null: as they are.</param>
public sealed record ApprovalVote(
    string ApprovalId, bool Approve, string By, string Channel, string? Comment, IReadOnlyDictionary<string, JsonElement>? Changes = null)
{
    /// <summary>The longest comment kept, in characters.</summary>
    public const int MaxComment = 4000;

    /// <summary>
    /// Casts the vote by compare-and-set and wakes the run that waits. The first vote decides; the same vote again is answered as before;
    /// one that comes after the deadline does not count, even when no process was there to watch it pass.
    /// </summary>
    /// <exception cref="ArgumentException">No name was given, or name or comment are too long.</exception>
    public async Task<VoteResult> CastAsync(ApprovalStore approvals, TimeProvider clock, CancellationToken cancellationToken)
    {
        Check();
        while (true)
        {
            var record = await approvals.GetAsync(ApprovalId, cancellationToken);
            if (record is null)
            {
                return new VoteResult(VoteAnswer.Unknown, null);
            }

            if (!record.IsOpen)
            {
                return new VoteResult(AnswerAfter(record), record);
            }

            var now = clock.GetUtcNow();
            var isLate = record.Due <= now;
            var next = isLate ? record.AfterDeadline(now) : Decide(record, now);
            if (await approvals.TryReplaceAsync(next, wake: true, [], cancellationToken))
            {
                return new VoteResult(isLate ? AnswerAfter(next) : VoteAnswer.Decided, next);
            }
        }
    }

    private ApprovalRecord Decide(ApprovalRecord record, DateTimeOffset now) => record with
    {
        Status = Approve ? ApprovalStatus.Approved : ApprovalStatus.Rejected,
        Decision = new ApprovalDecision(Approve, By, now, Channel, Comment),
        Version = record.Version + 1,
    };

    private VoteAnswer AnswerAfter(ApprovalRecord record) => record.Decision switch
    {
        null => VoteAnswer.Closed,
        { } decision when decision.By == By && decision.Approved == Approve => VoteAnswer.Repeated,
        _ => VoteAnswer.Contradicted,
    };

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(By) || By.Length > 200 || By.Any(char.IsControl))
        {
            throw new ArgumentException("A vote needs the name of who votes: 1 to 200 characters without control characters.");
        }

        if (Comment?.Length > MaxComment)
        {
            throw new ArgumentException($"The comment has {Comment.Length} characters; at most {MaxComment} are kept.");
        }
    }
}
