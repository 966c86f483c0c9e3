using MissionControl.Approvals;
using MissionControl.Cli.Rendering;
using MissionControl.Cli.Terminals;

namespace MissionControl.Cli.Approvals;

/// <summary>What became of a vote or a delegation, in a sentence.</summary>
internal static class VoteText
{
    public static string Of(ApprovalVote vote, VoteResult result) => (result.Answer, result.Record) switch
    {
        (VoteAnswer.Decided, { } record) => $"{record.ApprovalId}: {Wire.Word(record.Status)} by {PlainText.Line(vote.By)}.",
        (VoteAnswer.Counted, { } record) => $"{record.ApprovalId}: the vote of {PlainText.Line(vote.By)} counts; {Missing(record)}",
        (VoteAnswer.Repeated, { IsOpen: true } record) => $"{PlainText.Line(vote.By)} had {(vote.Approve ? "approved" : "rejected")} {record.ApprovalId} before; nothing changed.",
        (VoteAnswer.Repeated, { } record) => $"{record.ApprovalId} was {Decision(record)} before; nothing changed.",
        (VoteAnswer.Contradicted, { Decision: not null } record) => $"error: {record.ApprovalId} was {Decision(record)}. The first decision counts; nothing changed.",
        _ => Refused(vote.ApprovalId, result),
    };

    public static string Of(ApprovalDelegation given, VoteResult result) => (result.Answer, result.Record) switch
    {
        (VoteAnswer.Delegated, { } record) => $"{record.ApprovalId}: {PlainText.Line(given.To)} votes in the place of {PlainText.Line(given.From)}.",
        (VoteAnswer.Repeated, { } record) => $"{record.ApprovalId}: {PlainText.Line(given.To)} had got the vote before; nothing changed.",
        _ => Refused(given.ApprovalId, result),
    };

    private static string Refused(string approvalId, VoteResult result) => result.Record is { } record
        ? $"error: {record.ApprovalId}: {PlainText.Line(result.Detail ?? $"It is {Wire.Word(record.Status)}.")} Nothing changed."
        : $"error: there is no approval '{PlainText.Short(approvalId, 200)}'.";

    private static string Missing(ApprovalRecord record)
    {
        var voted = record.Votes.Select(vote => vote.By).ToHashSet(People.Names);
        var open = record.Asked.Where(name => !voted.Contains(name)).Select(PlainText.Line).ToList();
        return $"it still needs others: {string.Join(", ", open)}.";
    }

    private static string Decision(ApprovalRecord record) =>
        $"{Wire.Word(record.Status)} by {PlainText.Line(record.Decision?.By)} at {Elapsed.Time(record.Decision?.At ?? default)}";
}
