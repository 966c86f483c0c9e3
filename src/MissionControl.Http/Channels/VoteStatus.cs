using MissionControl.Approvals;

namespace MissionControl.Http.Channels;

/// <summary>What became of a vote, as a status of HTTP and a sentence for people.</summary>
internal static class VoteStatus
{
    public static int Of(VoteAnswer answer) => answer switch
    {
        VoteAnswer.Decided or VoteAnswer.Counted or VoteAnswer.Repeated => 200,
        VoteAnswer.Unknown => 404,
        VoteAnswer.Contradicted => 409,
        VoteAnswer.Closed => 410,
        VoteAnswer.CommentRequired or VoteAnswer.NotEditable => 422,
        _ => 403,
    };

    public static string Sentence(VoteResult result) => result.Answer switch
    {
        VoteAnswer.Decided => $"Your vote decided: it is {Wire.Word(result.Record!.Status)}.",
        VoteAnswer.Counted => "Your vote counts. More votes are needed before it is decided.",
        VoteAnswer.Repeated => $"You had voted so before; nothing changed. It is {Wire.Word(result.Record!.Status)}.",
        VoteAnswer.Unknown => "There is no such approval any more.",
        _ => result.Detail ?? State(result.Record!),
    };

    /// <summary>How the record stands.</summary>
    public static string State(ApprovalRecord record) => record switch
    {
        { IsOpen: true } => "It waits for a decision.",
        { Decision: { } decision } => $"It was {Wire.Word(record.Status)} by {decision.By} on {PageTime.Of(decision.At)}.",
        _ => $"It is {Wire.Word(record.Status)}: no decision is needed any more.",
    };
}
