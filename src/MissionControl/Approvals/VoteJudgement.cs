using System.Text.Json;
using System.Text.Json.Nodes;
using MissionControl.Assets;

namespace MissionControl.Approvals;

/// <summary>Judges one vote against the record as it stands. Pure.</summary>
internal sealed class VoteJudgement(ApprovalRecord record, ApprovalVote vote)
{
    /// <summary>The changed inputs of one vote, in bytes of JSON.</summary>
    private const int MaxChanges = 8 * 1024;

    /// <returns>Why the vote does not count; null when it does.</returns>
    public VoteResult? Refusal()
    {
        if (record.NamesApprovers() && People.Names.Equals(vote.By, record.RequestedBy))
        {
            return Refused(VoteAnswer.SelfApproval, $"{vote.By} started the run, and approvers are named: somebody else decides.");
        }

        return record.Status is ApprovalStatus.Expired or ApprovalStatus.Cancelled
            ? Outsider() ?? Refused(VoteAnswer.Closed, $"It is {Wire.Word(record.Status)}: it takes no votes any more.")
            : Earlier() ?? Outsider() ?? (record.IsOpen ? Unfit() : Decided());
    }

    private VoteResult? Outsider()
    {
        if (record.VoiceOf(vote.By) is not null)
        {
            return null;
        }

        var given = record.Delegations.LastOrDefault(one => People.Names.Equals(one.From, vote.By));
        return Refused(VoteAnswer.NotAnApprover, given is null
            ? $"{vote.By} is not asked; {string.Join(", ", record.Asked.Take(20))} can vote."
            : $"{vote.By} gave the vote to {given.To} at {given.At:O}.");
    }

    private VoteResult? Earlier()
    {
        var earlier = record.Votes.FirstOrDefault(one => People.Names.Equals(one.By, vote.By));
        if (earlier is null)
        {
            // Records of old keep their one vote in the decision alone.
            return record.Votes.Count == 0 && record.Decision is { } decision && decision.By == vote.By && decision.Approved == vote.Approve
                ? new VoteResult(VoteAnswer.Repeated, record)
                : null;
        }

        return earlier.Approved == vote.Approve && IsSame(earlier.Changes, vote.Changes)
            ? new VoteResult(VoteAnswer.Repeated, record)
            : Refused(VoteAnswer.Contradicted, $"{earlier.By} {(earlier.Approved ? "approved" : "rejected")} it{(earlier.Changes is null ? "" : " with changed inputs")} at {earlier.At:O}; a vote is not changed.");
    }

    private VoteResult Decided() => Refused(
        VoteAnswer.Contradicted,
        $"It was {Wire.Word(record.Status)} by {record.Decision?.By} at {record.Decision?.At:O}. The first decision counts.");

    private VoteResult? Unfit()
    {
        var needsComment = record.Comment == CommentNeed.Always || (record.Comment == CommentNeed.OnReject && !vote.Approve);
        if (needsComment && string.IsNullOrWhiteSpace(vote.Comment))
        {
            return Refused(VoteAnswer.CommentRequired, $"{(vote.Approve ? "An approval" : "A rejection")} here needs a comment that says why.");
        }

        return ChangeProblem() is { } problem ? Refused(VoteAnswer.NotEditable, problem) : null;
    }

    private string? ChangeProblem()
    {
        if (vote.Changes is { Count: > 0 } changes)
        {
            if (!vote.Approve)
            {
                return "A rejection changes no inputs.";
            }

            if (Wire.SerializeToUtf8Bytes(changes).Length > MaxChanges)
            {
                return $"The changed inputs are too large: at most {MaxChanges} bytes of JSON.";
            }

            if (changes.Select(change => Problem(change.Key, change.Value)).FirstOrDefault(problem => problem is not null) is { } problem)
            {
                return problem;
            }
        }

        var first = vote.Approve ? record.Votes.FirstOrDefault(one => one.Approved) : null;
        return first is null || IsSame(first.Changes, vote.Changes)
            ? null
            : $"{first.By} approved {(first.Changes is { } other ? $"with {Wire.Serialize(other)}" : "the inputs as they are")}: approve the same, or reject.";
    }

    private string? Problem(string name, JsonElement value)
    {
        if (record.Editable.FirstOrDefault(one => one.Name == name) is not { } input)
        {
            var can = record.Editable.Count == 0 ? "nothing can" : $"{string.Join(", ", record.Editable.Select(one => one.Name))} can";
            return $"'{Shorten(name)}' cannot be changed here; {can}.";
        }

        var node = JsonSerializer.SerializeToNode(value);
        if (node is null && !input.Required)
        {
            return null;
        }

        if (AssetTypeCheck.Problem(input.Type, node, name) is { } problem)
        {
            return $"'{name}' is {input.Type}: {problem}.";
        }

        return input.AllowedValues.Count > 0 && node is JsonValue text && text.TryGetValue<string>(out var word) && !input.AllowedValues.Contains(word)
            ? $"'{Shorten(word)}' is not allowed for '{name}'; use {string.Join(", ", input.AllowedValues)}."
            : null;
    }

    private static bool IsSame(IReadOnlyDictionary<string, JsonElement>? one, IReadOnlyDictionary<string, JsonElement>? other)
    {
        if ((one?.Count ?? 0) != (other?.Count ?? 0))
        {
            return false;
        }

        return one is null || one.All(change => other!.TryGetValue(change.Key, out var value) && JsonElement.DeepEquals(change.Value, value));
    }

    private VoteResult Refused(VoteAnswer answer, string detail) => new(answer, record) { Detail = detail };

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
