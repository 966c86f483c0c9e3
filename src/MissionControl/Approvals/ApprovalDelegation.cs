using MissionControl.Runtime;

namespace MissionControl.Approvals;

/// <summary>One person gives the vote to another, who then votes in their place; whoever gave it away votes no more.</summary>
public sealed record ApprovalDelegation(string ApprovalId, string From, string To, string Channel, string? Comment = null)
{
    private const int MostDelegations = 100;

    /// <summary>
    /// Applies it by compare-and-set. The same delegation again is answered as before. Refused: to oneself, to anybody who has or had this
    /// vote, to somebody who has a vote of their own, and to or by who started the run. A refusal is audited.
    /// </summary>
    /// <exception cref="ArgumentException">A name was not given, or a name or the comment is too long.</exception>
    public Task<VoteResult> ApplyAsync(ApprovalStore approvals, TimeProvider clock, CancellationToken cancellationToken)
    {
        ApprovalPerson.Check(From, Comment);
        ApprovalPerson.Check(To, null);
        return new ApprovalArbiter(approvals, clock).DecideAsync(ApprovalId, From, Channel, Judge, Apply, cancellationToken);
    }

    private VoteResult? Judge(ApprovalRecord record)
    {
        if (record.NamesApprovers() && (IsRequester(record, From) || IsRequester(record, To)))
        {
            return Refused(record, VoteAnswer.SelfApproval, $"{record.RequestedBy} started the run, and neither gives nor gets a vote on it.");
        }

        if (Given(record) is { } given && People.Names.Equals(given.To, To))
        {
            return new VoteResult(VoteAnswer.Repeated, record);
        }

        if (!record.NamesApprovers() || record.VoiceOf(From) is not { } voice)
        {
            return Refused(record, VoteAnswer.NotAnApprover, NoVote(record));
        }

        if (!record.IsOpen)
        {
            return Refused(record, record.Decision is null ? VoteAnswer.Closed : VoteAnswer.Contradicted, $"It is {Wire.Word(record.Status)}: nothing is left to delegate.");
        }

        if (record.HasVoted(voice))
        {
            return Refused(record, VoteAnswer.Contradicted, $"{From} has voted; a vote that was given is not delegated.");
        }

        if (record.Delegations.Count >= MostDelegations)
        {
            return Refused(record, VoteAnswer.DelegationLoop, $"There are {MostDelegations} delegations already: let those who have a vote decide.");
        }

        return record.HoldersOf(voice.Approver).Contains(To, People.Names) || record.VoiceOf(To) is not null
            ? Refused(record, VoteAnswer.DelegationLoop, $"{To} {(People.Names.Equals(From, To) ? "is who delegates" : "has a vote here, or had this one")}: delegate to somebody else.")
            : null;
    }

    private (VoteAnswer Answer, ApprovalChange Change) Apply(ApprovalRecord record, DateTimeOffset now)
    {
        var voice = record.VoiceOf(From)!;
        var given = new CountedDelegation(From, To, voice.Approver, now, Channel, Comment);
        var next = (record.Next() with { Delegations = [.. record.Delegations, given] }).Tell(ApprovalNoticeKind.Delegated, now, [To]);
        var detail = $"to {To}{(People.Names.Equals(voice.Approver, From) ? "" : $", the vote of {voice.Approver}")}{(Comment is { Length: > 0 } ? $": {Comment}" : "")}";
        return (VoteAnswer.Delegated, new ApprovalChange(next, [new ApprovalAuditEntry(now, ApprovalAuditKind.Delegated, From, Channel, detail)]));
    }

    private CountedDelegation? Given(ApprovalRecord record) => record.Delegations.LastOrDefault(one => People.Names.Equals(one.From, From));

    private string NoVote(ApprovalRecord record) => !record.NamesApprovers() ? "Nobody is named here: anybody can vote, so there is nothing to delegate."
        : Given(record) is { } given ? $"{From} gave the vote to {given.To} at {given.At:O}."
        : $"{From} is not asked; {string.Join(", ", record.Asked.Take(20))} can vote.";

    private static bool IsRequester(ApprovalRecord record, string name) => People.Names.Equals(name, record.RequestedBy);

    private static VoteResult Refused(ApprovalRecord record, VoteAnswer answer, string detail) => new(answer, record) { Detail = detail };
}
