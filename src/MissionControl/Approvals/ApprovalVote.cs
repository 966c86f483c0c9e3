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
    /// Casts the vote by compare-and-set and wakes the run when it decides. The same vote again is answered as before; one that comes after
    /// the deadline does not count, even when no process was there to watch it pass. A refusal is audited.
    /// </summary>
    /// <exception cref="ArgumentException">No name was given, or name or comment are too long.</exception>
    public Task<VoteResult> CastAsync(ApprovalStore approvals, TimeProvider clock, CancellationToken cancellationToken)
    {
        ApprovalPerson.Check(By, Comment);
        return new ApprovalArbiter(approvals, clock).DecideAsync(ApprovalId, By, Channel, record => new VoteJudgement(record, this).Refusal(), Count, cancellationToken);
    }

    private (VoteAnswer Answer, ApprovalChange Change) Count(ApprovalRecord record, DateTimeOffset now)
    {
        var voice = record.VoiceOf(By)!;
        var changes = Changes is { Count: > 0 } ? Changes : null;
        var vote = new CountedVote(By, Approve, now, Channel, Comment, People.Names.Equals(voice.Approver, By) ? null : voice.Approver) { Changes = changes };
        var next = record.Next() with { Votes = [.. record.Votes, vote] };
        var tally = ApprovalTally.Of(next);
        List<ApprovalAuditEntry> audit = [Entry(now, ApprovalAuditKind.Voted, Detail(record, vote))];
        if (changes is not null)
        {
            audit.Add(Entry(now, ApprovalAuditKind.ChangedInputs, string.Join(", ", changes.Keys)));
        }

        if (tally == Tally.Open)
        {
            return (VoteAnswer.Counted, new ApprovalChange(next, audit));
        }

        var isApproved = tally == Tally.Approved;
        var decided = next with
        {
            Status = isApproved ? ApprovalStatus.Approved : ApprovalStatus.Rejected,
            Decision = new ApprovalDecision(isApproved, By, now, Channel, Comment) { Changes = isApproved ? changes : null },
            RemindAt = null,
        };
        audit.Add(Entry(now, ApprovalAuditKind.Decided, Wire.Word(decided.Status)));
        return (VoteAnswer.Decided, new ApprovalChange(decided.TellAll(ApprovalNoticeKind.Decided, now), audit) { Wakes = true });
    }

    private string Detail(ApprovalRecord record, CountedVote vote)
    {
        var self = People.Names.Equals(By, record.RequestedBy) ? ", self" : "";
        return $"{(vote.Approved ? "approve" : "reject")}{(vote.For is { } other ? $", for {other}" : "")}{self}{(Comment is { Length: > 0 } ? $": {Comment}" : "")}";
    }

    private ApprovalAuditEntry Entry(DateTimeOffset at, ApprovalAuditKind kind, string detail) => new(at, kind, By, Channel, detail);
}

/// <summary>The rule for names and comments of persons.</summary>
internal static class ApprovalPerson
{
    public const int MaxName = 200;

    /// <exception cref="ArgumentException">The name or the comment breaks it.</exception>
    public static void Check(string name, string? comment)
    {
        if (!IsName(name))
        {
            throw new ArgumentException($"A vote needs the name of who votes: 1 to {MaxName} characters without control characters.");
        }

        if (comment?.Length > ApprovalVote.MaxComment)
        {
            throw new ArgumentException($"The comment has {comment.Length} characters; at most {ApprovalVote.MaxComment} are kept.");
        }
    }

    public static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxName && !name.Any(char.IsControl);
}
